"""The hosts that the server can stand in for. A new one is one class, named here."""
from hosts.bashupload import Bashupload, BashuploadR2
from hosts.catbox import Catbox, Litterbox
from hosts.dropbox import Dropbox, PlusDropbox
from hosts.fal import Fal, HastyFal, OldFal
from hosts.filebin import Filebin
from hosts.filehost import X0at
from hosts.haste import Haste
from hosts.linx import Linx, PrivateLinx
from hosts.nullpointer import NullPointer
from hosts.pixeldrain import Pixeldrain
from hosts.plain import Digest, Plain
from hosts.plik import OncePlik, Plik, PrivatePlik
from hosts.pomf import Pomf, Uguu
from hosts.proxy import Proxy
from hosts.roles import Roles
from hosts.s3 import S3, CarelessS3, CephS3, ElsewhereS3, LateS3, PublicS3, SwiftS3
from hosts.senditsh import SenditSh
from hosts.termbin import Termbin
from hosts.tmpfiles import TmpfileLink, TmpfilesOrg
from hosts.transfersh import PrivateTransferSh, TransferSh

HOSTS = {cls.kind: cls for cls in (
    Bashupload,
    BashuploadR2,
    CarelessS3,
    Catbox,
    CephS3,
    Digest,
    Dropbox,
    ElsewhereS3,
    Fal,
    Filebin,
    Haste,
    HastyFal,
    LateS3,
    Linx,
    Litterbox,
    NullPointer,
    OldFal,
    OncePlik,
    Pixeldrain,
    Plain,
    Plik,
    PlusDropbox,
    Pomf,
    PrivateLinx,
    PrivatePlik,
    PrivateTransferSh,
    Proxy,
    PublicS3,
    Roles,
    S3,
    SenditSh,
    SwiftS3,
    Termbin,
    TmpfileLink,
    TmpfilesOrg,
    TransferSh,
    Uguu,
    X0at,
)}
