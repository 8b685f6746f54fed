"""What a run survives: faults at random moments, then a resumed run beside an undisturbed one."""
