"""Every route of the portal and what each member of the cast is answered. One entry per route.

A page without an entry fails `test_access.py`. The statuses stand in the order of WHO; POSTs are
sent with a valid form token and `data`. Choose data that are refused as incomplete (422) where the
person may, so that the table changes nothing; what a page does with whole data its own tests say.
"""

from dataclasses import dataclass, field

WHO = ("visitor", "ani", "budi", "citra", "dewi", "nani", "edo")
"""Nobody; the offices of 36.72 and 36.03; coordinator of 36; admin; coordinator of all; auditor."""


@dataclass(frozen=True)
class Row:
    """One address of a route, the status each of WHO gets, and what a form brings."""

    address: str
    statuses: str
    data: dict[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, int]:
        """The status for each of the cast."""
        return dict(zip(WHO, map(int, self.statuses.split()), strict=True))


TABLE: dict[str, Row | list[Row]] = {
    # everybody
    "GET /masuk": Row("/masuk", "200 200 200 200 200 200 200"),
    "POST /masuk": Row("/masuk", "422 422 422 422 422 422 422"),
    "POST /keluar": Row("/keluar", "303 303 303 303 303 303 303"),
    "POST /bahasa": Row("/bahasa", "422 422 422 422 422 422 422"),
    "GET /sehat": Row("/sehat", "200 200 200 200 200 200 200"),
    "GET /static": Row("/static/monev.css", "200 200 200 200 200 200 200"),
    # by way of a provider; without one in the settings these do not exist
    "GET /masuk/oidc": Row("/masuk/oidc", "404 404 404 404 404 404 404"),
    "GET /masuk/oidc/kembali": Row("/masuk/oidc/kembali", "404 404 404 404 404 404 404"),
    # one's own account
    "GET /akun": Row("/akun", "303 200 200 200 200 200 200"),
    "POST /akun/sandi": Row("/akun/sandi", "303 422 422 422 422 422 422"),
    "POST /akun/token": Row("/akun/token", "303 422 422 422 422 422 422"),
    "POST /akun/token/{token_id}/cabut": Row(
        "/akun/token/99999/cabut", "303 404 404 404 404 404 404"
    ),
    "POST /akun/delegasi": [
        Row("/akun/delegasi", "303 422 422 422 422 422 422"),
        Row(
            "/akun/delegasi",
            "303 422 422 422 422 422 404",
            {"kepada": "tidak-ada", "sampai": "2020-01-01", "alasan": "uji"},
        ),
    ],
    "POST /akun/delegasi/{delegation_id}/cabut": Row(
        "/akun/delegasi/99999/cabut", "303 404 404 404 404 404 404"
    ),
    # the log
    "GET /catatan": Row("/catatan", "303 404 404 404 200 404 200"),
    # regions
    "GET /": Row("/", "303 303 303 200 200 200 200"),
    "GET /daerah/{code}": [
        Row("/daerah/36.72", "303 200 404 200 200 200 200"),
        Row("/daerah/36.03", "303 404 200 200 200 200 200"),
        Row("/daerah/19", "303 404 404 404 200 200 200"),
        Row("/daerah/36.04", "303 404 404 200 200 200 200"),
        Row("/daerah/31.71", "303 404 404 404 404 404 404"),
        Row("/daerah/99.99", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/laporan/{quarter}/r{revision}.pdf": [
        Row("/daerah/36.72/laporan/2024-Q3/r1.pdf", "303 200 404 200 200 200 200"),
        Row("/daerah/36.03/laporan/2024-Q3/r1.pdf", "303 404 200 200 200 200 200"),
        Row("/daerah/19/laporan/2024-Q3/r1.pdf", "303 404 404 404 200 200 200"),
        Row("/daerah/36.72/laporan/2024-Q3/r99.pdf", "303 404 404 404 404 404 404"),
        Row("/daerah/36.72/laporan/tidak/r1.pdf", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/dokumen/{quarter}/r{revision}/{kind}.{language}.{form}": [
        Row("/daerah/36.72/dokumen/2024-Q3/r1/laporan.id.xlsx", "303 200 404 200 200 200 200"),
        Row("/daerah/19/dokumen/2024-Q3/r1/laporan.id.pdf", "303 404 404 404 200 200 200"),
        Row("/daerah/36.72/dokumen/2024-Q3/r1/laporan.xx.pdf", "303 404 404 404 404 404 404"),
        Row("/daerah/36.72/dokumen/2024-Q3/r1/tidak.id.pdf", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/dokumen/{quarter}/r{revision}/jejak.json": [
        Row("/daerah/36.72/dokumen/2024-Q3/r1/jejak.json", "303 200 404 200 200 200 200"),
        Row("/daerah/19/dokumen/2024-Q3/r1/jejak.json", "303 404 404 404 200 200 200"),
    ],
    "GET /daerah/{code}/dokumen/{quarter}/r{revision}/jejak.txt": Row(
        "/daerah/36.72/dokumen/2024-Q3/r1/jejak.txt", "303 200 404 200 200 200 200"
    ),
    "GET /daerah/{code}/nilai": [
        Row("/daerah/36.72/nilai", "303 303 404 303 303 303 303"),
        Row("/daerah/36.04/nilai", "303 404 404 200 200 200 200"),
        Row("/daerah/99.99/nilai", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/nilai/{quarter}/r{revision}": [
        Row("/daerah/36.72/nilai/2024-Q3/r1", "303 200 404 200 200 200 200"),
        Row("/daerah/36.72/nilai/2024-Q3/r99", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/nilai/{quarter}/r{revision}/{indicator}": [
        Row("/daerah/36.72/nilai/2024-Q3/r1/C2", "303 200 404 200 200 200 200"),
        Row("/daerah/36.72/nilai/2024-Q3/r1/Z9", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/perubahan/{quarter}/r{revision}": [
        Row("/daerah/36.72/perubahan/2024-Q3/r1", "303 200 404 200 200 200 200"),
        Row("/daerah/19/perubahan/2024-Q3/r1", "303 404 404 404 200 200 200"),
    ],
    "GET /peringkat": [
        Row("/peringkat", "303 404 404 200 200 200 200"),
        Row("/peringkat?provinsi=19", "303 404 404 200 200 200 200"),
    ],
    # runs
    "POST /daerah/{code}/jalankan": [
        Row("/daerah/36.72/jalankan", "303 404 404 422 422 422 404"),
        Row("/daerah/19/jalankan", "303 404 404 404 422 422 404"),
    ],
    "GET /daerah/{code}/jalankan": [
        Row("/daerah/36.72/jalankan", "303 404 404 200 200 200 404"),
        Row("/daerah/19/jalankan", "303 404 404 404 200 200 404"),
        Row("/daerah/31.71/jalankan", "303 404 404 404 404 404 404"),
    ],
    "GET /jalankan/{run_id}": Row("/jalankan/99999", "303 404 404 404 404 404 404"),
    # coordination
    "GET /koordinator": Row("/koordinator", "303 404 404 303 200 200 200"),
    "GET /koordinator/provinsi/{code}": [
        Row("/koordinator/provinsi/36", "303 404 404 200 200 200 200"),
        Row("/koordinator/provinsi/19", "303 404 404 404 200 200 200"),
        Row("/koordinator/provinsi/36.72", "303 404 404 404 404 404 404"),
        Row("/koordinator/provinsi/99", "303 404 404 404 404 404 404"),
    ],
    "GET /koordinator/provinsi/{code}/{quarter}/{langkah}": [
        Row("/koordinator/provinsi/36/2024-Q3/tinjau", "303 404 404 200 404 404 404"),
        Row("/koordinator/provinsi/36/2024-Q3/kembalikan", "303 404 404 200 404 200 404"),
        Row("/koordinator/provinsi/36/2024-Q3/terbitkan", "303 404 404 404 404 200 404"),
        Row("/koordinator/provinsi/19/2024-Q3/kembalikan", "303 404 404 404 404 200 404"),
        Row("/koordinator/provinsi/36/2019-Q1/kembalikan", "303 404 404 404 404 404 404"),
    ],
    "POST /koordinator/provinsi/{code}/{quarter}/{langkah}": [
        Row("/koordinator/provinsi/36/2024-Q3/tinjau", "303 404 404 422 404 422 404"),
        Row("/koordinator/provinsi/19/2024-Q3/kembalikan", "303 404 404 404 404 422 404"),
    ],
    "GET /koordinator/jalannya": Row("/koordinator/jalannya", "303 404 404 200 200 200 200"),
    "GET /koordinator/pengingat": Row("/koordinator/pengingat", "303 404 404 200 200 200 200"),
    "GET /koordinator/pengingat/kirim": Row(
        "/koordinator/pengingat/kirim?triwulan=2024-Q3&provinsi=36", "303 404 404 404 404 404 404"
    ),
    "POST /koordinator/pengingat": Row("/koordinator/pengingat", "303 404 404 422 404 422 404"),
    "GET /koordinator/{code}/{quarter}.zip": [
        Row("/koordinator/36/2024-Q3.zip", "303 404 404 200 200 200 200"),
        Row("/koordinator/19/2024-Q3.zip", "303 404 404 404 200 200 200"),
        Row("/koordinator/36/2019-Q1.zip", "303 404 404 404 404 404 404"),
    ],
    # handing in
    "GET /kirim": Row("/kirim", "303 303 303 404 404 404 404"),
    "GET /daerah/{code}/kirim": [
        Row("/daerah/36.72/kirim", "303 200 404 200 404 200 404"),
        Row("/daerah/19/kirim?triwulan=2024-Q3", "303 404 404 404 404 200 404"),
        Row("/daerah/36.72/kirim?triwulan=tidak", "303 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/kirim/{quarter}/instrumen.xlsx": Row(
        "/daerah/36.72/kirim/2024-Q3/instrumen.xlsx", "303 200 404 200 404 200 404"
    ),
    "POST /daerah/{code}/kirim/{quarter}": [
        Row("/daerah/36.72/kirim/2024-Q3", "403 422 404 422 404 422 404"),
        Row("/daerah/99.99/kirim/2024-Q3", "403 404 404 404 404 404 404"),
    ],
    "GET /daerah/{code}/kirim/periksa/{token}": Row(
        f"/daerah/36.72/kirim/periksa/{'0' * 32}", "303 404 404 404 404 404 404"
    ),
    "GET /daerah/{code}/kirim/periksa/{token}/catatan.xlsx": Row(
        f"/daerah/36.72/kirim/periksa/{'0' * 32}/catatan.xlsx", "303 404 404 404 404 404 404"
    ),
    "POST /daerah/{code}/kirim/periksa/{token}": Row(
        f"/daerah/36.72/kirim/periksa/{'0' * 32}", "303 404 404 404 404 404 404"
    ),
    "GET /daerah/{code}/kirim/tanda-terima/{number}": Row(
        "/daerah/36.72/kirim/tanda-terima/99999", "303 404 404 404 404 404 404"
    ),
    # objections
    "GET /daerah/{code}/keberatan": [
        Row("/daerah/36.72/keberatan", "303 200 404 200 200 200 200"),
        Row("/daerah/19/keberatan", "303 404 404 404 200 200 200"),
    ],
    "GET /daerah/{code}/keberatan/baru": Row(
        "/daerah/36.72/keberatan/baru", "303 404 404 404 404 404 404"
    ),
    "POST /daerah/{code}/keberatan/baru/periksa": Row(
        "/daerah/36.72/keberatan/baru/periksa", "303 422 404 422 404 422 404"
    ),
    "POST /daerah/{code}/keberatan/baru": Row(
        "/daerah/36.72/keberatan/baru", "303 422 404 422 404 422 404"
    ),
    "GET /daerah/{code}/keberatan/{number:int}": Row(
        "/daerah/36.72/keberatan/99", "303 404 404 404 404 404 404"
    ),
    "GET /daerah/{code}/keberatan/{number:int}/dokumen": Row(
        "/daerah/36.72/keberatan/99/dokumen", "303 404 404 404 404 404 404"
    ),
    "POST /daerah/{code}/keberatan/{number:int}/tarik": Row(
        "/daerah/36.72/keberatan/99/tarik", "303 422 404 422 404 422 404"
    ),
    "GET /koordinator/keberatan": Row("/koordinator/keberatan", "303 404 404 200 200 200 200"),
    "GET /koordinator/keberatan/{number:int}": Row(
        "/koordinator/keberatan/99", "303 404 404 404 404 404 404"
    ),
    "POST /koordinator/keberatan/{number:int}/terima": Row(
        "/koordinator/keberatan/99/terima", "303 404 404 404 404 404 404"
    ),
    "POST /koordinator/keberatan/{number:int}/tolak": Row(
        "/koordinator/keberatan/99/tolak", "303 404 404 404 404 404 404"
    ),
    "POST /koordinator/keberatan/{number:int}/hitung": Row(
        "/koordinator/keberatan/99/hitung", "303 404 404 404 404 404 404"
    ),
    # open pages, and the read API
    "GET /periksa": Row("/periksa?nomor=MONEV/36.72/2024-Q3/R1", "200 200 200 200 200 200 200"),
    "GET /periksa/{nomor:path}": Row("/periksa/MONEV/19/2024-Q3/R1", "200 200 200 200 200 200 200"),
    "POST /periksa": Row("/periksa", "422 422 422 422 422 422 422"),
    "GET /keadaan": Row("/keadaan", "200 200 200 200 200 200 200"),
    "GET /data": Row("/data", "303 404 404 404 200 200 200"),
    "GET /data/{quarter}/{name}": Row(
        "/data/2024-Q3/evaluations.csv", "303 404 404 404 404 404 404"
    ),
    "GET /api/v1/openapi.json": Row("/api/v1/openapi.json", "200 200 200 200 200 200 200"),
    "GET /api/v1/{rest:path}": Row("/api/v1/x", "404 404 404 404 404 404 404"),
    "GET /api/v1/quarters": Row("/api/v1/quarters", "401 200 200 200 200 200 200"),
    "GET /api/v1/regions": Row("/api/v1/regions", "401 200 200 200 200 200 200"),
    "GET /api/v1/regions/{code}": [
        Row("/api/v1/regions/36.72", "401 200 404 200 200 200 200"),
        Row("/api/v1/regions/19", "401 404 404 404 200 200 200"),
        Row("/api/v1/regions/31.71", "401 404 404 404 404 404 404"),
    ],
    "GET /api/v1/evaluations": Row("/api/v1/evaluations", "401 200 200 200 200 200 200"),
    "GET /api/v1/evaluations/{evaluation}": [
        Row("/api/v1/evaluations/36.72-2024-Q3-r1", "401 200 404 200 200 200 200"),
        Row("/api/v1/evaluations/36.03-2024-Q3-r1", "401 404 200 200 200 200 200"),
        Row("/api/v1/evaluations/19-2024-Q3-r1", "401 404 404 404 200 200 200"),
        Row("/api/v1/evaluations/36.72-2024-Q3-r99", "401 404 404 404 404 404 404"),
    ],
    "GET /api/v1/evaluations/{evaluation}/indicators/{indicator}": [
        Row("/api/v1/evaluations/36.72-2024-Q3-r1/indicators/C2", "401 200 404 200 200 200 200"),
        Row("/api/v1/evaluations/19-2024-Q3-r1/indicators/C2", "401 404 404 404 200 200 200"),
    ],
    "GET /api/v1/indicators": Row("/api/v1/indicators", "401 200 200 200 200 200 200"),
    "GET /api/v1/findings": Row("/api/v1/findings", "401 200 200 200 200 200 200"),
    "GET /api/v1/documents": Row("/api/v1/documents", "401 200 200 200 200 200 200"),
    "GET /api/v1/documents/{document}": [
        Row("/api/v1/documents/laporan-monev-36.72-2024-Q3-r1.pdf", "401 200 404 200 200 200 200"),
        Row("/api/v1/documents/laporan-monev-19-2024-Q3-r1.pdf", "401 404 404 404 200 200 200"),
    ],
    "GET /api/v1/documents/{document}/file": [
        Row(
            "/api/v1/documents/laporan-monev-36.72-2024-Q3-r1.pdf/file",
            "401 200 404 200 200 200 200",
        ),
        Row(
            "/api/v1/documents/laporan-monev-19-2024-Q3-r1.pdf/file", "401 404 404 404 200 200 200"
        ),
    ],
}
