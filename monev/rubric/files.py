"""Where each part of a rubric was read from, so that a mistake is shown in the file to be mended.

Reading is done in `load`; what is a mistake is said in `checks`.
"""

from dataclasses import dataclass

from monev.errors import CatalogueError
from monev.rubric.shapes import Indicator, Parameter
from monev.yaml_file import YamlFile

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Files:
    """The files of one catalogue; what a profile restates is looked for in the profile."""

    head: YamlFile
    indicators: list[tuple[Indicator, YamlFile]]
    parameters: list[tuple[YamlFile, list[Parameter]]]
    duties: YamlFile
    advice: YamlFile
    profile: YamlFile | None = None

    def head_error(self, path: Path, problem: str) -> CatalogueError:
        """Return a mistake in `rubric.yaml`, or in the profile that restates its key."""
        if self.profile is not None and path[0] in self.profile.content:
            return self.profile.error(path, problem)
        return self.head.error(path, problem)

    def indicator_error(self, indicator: Indicator, path: Path, problem: str) -> CatalogueError:
        """Return a mistake in an indicator's file, or in the profile that restates its key."""
        if path[0] in self._restated(indicator.id) and self.profile is not None:
            return self.profile.error(("indicators", indicator.id, *path), problem)
        file = next(file for one, file in self.indicators if one is indicator)
        return file.error(path, problem)

    def weights_error(self, pillar: str, place: int, problem: str) -> CatalogueError:
        """Return a mistake in the sum of a pillar: in the profile where it restates a weight."""
        own = [one.id for one, _ in self.indicators if one.pillar == pillar]
        for name in own:
            if self.profile is not None and "weights" in self._restated(name):
                return self.profile.error(("indicators", name, "weights"), problem)
        return self.head.error(("pillars", place, "weights"), problem)

    def _restated(self, indicator: str) -> set[str]:
        if self.profile is None:
            return set()
        overrides = self.profile.content.get("indicators") or {}
        return set(overrides.get(indicator) or {})
