"""The hosts that the server can stand in for. A new one is one class, named here."""
from hosts.bashupload import Bashupload, BashuploadR2
from hosts.catbox import Catbox, Litterbox
from hosts.dropbox import Dropbox, PlusDropbox
from hosts.fal import Fal, HastyFal, OldFal
from hosts.filebin import Filebin
from hosts.filehost import X0at
from hosts.gofile import Gofile
from hosts.haste import Haste
from hosts.linx import Linx, PrivateLinx
from hosts.nullpointer import NullPointer
from hosts.pixeldrain import Pixeldrain
from hosts.plain import Digest, Plain
from hosts.plik import OncePlik, Plik, PrivatePlik
from hosts.pomf import Pomf, Uguu
from hosts.proxy import Proxy
from hosts.roles import Roles
from hosts.rustypaste import PrivateRustypaste, Rustypaste
from hosts.s3 import S3, CarelessS3, CephS3, ElsewhereS3, KmsS3, LateS3, PublicS3, SwiftS3
from hosts.senditsh import SenditSh
from hosts.tempsh import TempSh
from hosts.termbin import Termbin
from hosts.tmpfiles import TmpfileLink, TmpfilesOrg
from hosts.transfersh import PrivateTransferSh, TransferSh
from hosts.tus import ElsewhereTus, OtherTus, PlainTus, PrivateTus, Tus
from hosts.webdav import CarelessWebDav, DigestWebDav, PrivateWebDav, PublicWebDav, WebDav

HOSTS = {cls.kind: cls for cls in (
    Bashupload,
    BashuploadR2,
    CarelessS3,
    CarelessWebDav,
    Catbox,
    CephS3,
    Digest,
    DigestWebDav,
    Dropbox,
    ElsewhereS3,
    ElsewhereTus,
    Fal,
    Filebin,
    Gofile,
    Haste,
    HastyFal,
    KmsS3,
    LateS3,
    Linx,
    Litterbox,
    NullPointer,
    OldFal,
    OncePlik,
    OtherTus,
    Pixeldrain,
    Plain,
    PlainTus,
    Plik,
    PlusDropbox,
    Pomf,
    PrivateLinx,
    PrivatePlik,
    PrivateRustypaste,
    PrivateTransferSh,
    PrivateTus,
    PrivateWebDav,
    Proxy,
    PublicS3,
    PublicWebDav,
    Roles,
    Rustypaste,
    S3,
    SenditSh,
    SwiftS3,
    TempSh,
    Termbin,
    TmpfileLink,
    TmpfilesOrg,
    TransferSh,
    Tus,
    Uguu,
    WebDav,
    X0at,
)}
