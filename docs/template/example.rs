//! example.rs: the provider of example.c in Rust, without a line of C.
//!
//! SPDX-License-Identifier: MIT
//!
//!     rustc --edition 2021 -O --crate-type cdylib -C strip=symbols -C link-arg=-Wl,-z,defs -o twatfs-provider-example.so example.rs
//!
//! builds it. What <twatfs/provider.h> does for C is written out here: the note, the two tables and
//! the structs, as far as they are used. docs/abi.md says why a part of a table is enough.

use std::ffi::{CStr, CString};
use std::os::raw::{c_char, c_void};
use std::ptr::null;

// The ABI that this file was written for. It needs nothing that has come since.
const ABI_MAJOR: i32 = 1;
const ABI_MINOR: i32 = 0;

type Status = i32;
const LOCAL: Status = 5000;
const PERMANENT: Status = 4000;
const AUTH: Status = 3000;

// ---- The note: twatfs-provider(7), "THE NOTE" ----

const DESCRIPTION: &str = r#"{ "abi": [1, 0], "manifest": {
  "name": "example",
  "version": "1.0",
  "description": "files.example.org: files up to 100 MB, for 30 days",
  "homepage": "https://files.example.org",
  "env": { "any_of": [["EXAMPLE_TOKEN"]] },
  "endpoint": { "env": "TWATFS_EXAMPLE_URL", "default": "https://files.example.org/" },
  "url": "https://files.example.org/",
  "max_size": 100000000,
  "retention": "30 days",
  "threads": "parallel",
  "setup": "Copy EXAMPLE_TOKEN from https://files.example.org/account."
}}"#;
const PADDED: usize = (DESCRIPTION.len() + 3) / 4 * 4;

#[repr(C, align(4))]
struct Note {
    owner_size: u32,
    description_size: u32,
    kind: u32,
    owner: [u8; 8],
    description: [u8; PADDED],
}

const fn padded() -> [u8; PADDED] {
    let mut bytes = [0; PADDED];
    let mut i = 0;
    while i < DESCRIPTION.len() {
        bytes[i] = DESCRIPTION.as_bytes()[i];
        i += 1;
    }
    bytes
}

#[used]
#[link_section = ".note.twatfs"]
static NOTE: Note = Note {
    owner_size: 7, // "twatfs" and its NUL
    description_size: DESCRIPTION.len() as u32,
    kind: 0x54574601, // 'T', 'W', 'F', 1
    owner: *b"twatfs\0\0",
    description: padded(),
};

// ---- The border: <twatfs/provider.h> ----

#[repr(C)]
struct Call {
    struct_size: u32,
    reserved: u32,
    host: *const Host,
}

#[repr(C)]
struct Upload {
    struct_size: u32,
    flags: u32,
    name: *const c_char,
    content_type: *const c_char,
    remote_path: *const c_char,
    size: u64,
    expire_s: i64,
}

#[repr(C)]
struct Send {
    struct_size: u32,
    flags: u32,
    method: *const c_char,
    url: *const c_char,
    file_field: *const c_char,
    fields: *const *const c_char,
    headers: *const *const c_char,
    url_path: *const c_char,
}

#[repr(C)]
struct Response {
    struct_size: u32,
    status: i32,
    url: *const c_char,
    body: *const c_char,
    body_length: u64,
    owner: *const c_void,
}

// The services as far as `fail`, which is all of ABI 1.0; what is not used here is a place only.
type Unused = *const c_void;

#[repr(C)]
struct Host {
    struct_size: u32,
    abi_major: i32,
    abi_minor: i32,
    flags: u32,
    version: *const c_char,
    log: Unused,
    env: unsafe extern "C" fn(*mut Call, *const c_char) -> *const c_char,
    option: Unused,
    endpoint: unsafe extern "C" fn(*mut Call) -> *const c_char,
    scratch: Unused,
    url_escape: unsafe extern "C" fn(*mut Call, *const c_char) -> *const c_char,
    read: Unused,
    digest: Unused,
    progress: Unused,
    http: Unused,
    http_all: Unused,
    release: Unused,
    check_answer: Unused,
    header: Unused,
    json: Unused,
    find_url: Unused,
    send_file: unsafe extern "C" fn(*mut Call, *const Send, *mut Response) -> Status,
    set_url: Unused,
    set_delete: Unused,
    set_expiry: Unused,
    set_digest: Unused,
    checkpoint_save: Unused,
    checkpoint_load: Unused,
    cancelled: Unused,
    wait: Unused,
    fail: unsafe extern "C" fn(*mut Call, Status, i64, *const c_char) -> Status,
}

#[repr(C)]
pub struct Provider {
    struct_size: u32,
    abi_major: i32,
    abi_minor: i32,
    flags: u32,
    manifest: &'static Note,
    open: Option<unsafe extern "C" fn(*mut Call, *mut *mut c_void) -> Status>,
    upload: unsafe extern "C" fn(*mut Call, *mut c_void, *const Upload) -> Status,
    close: Option<unsafe extern "C" fn(*mut Call, *mut c_void)>,
}

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static twatfs_provider_1: Provider = Provider {
    struct_size: std::mem::size_of::<Provider>() as u32,
    abi_major: ABI_MAJOR,
    abi_minor: ABI_MINOR,
    flags: 0,
    manifest: &NOTE,
    open: None,
    upload,
    close: None,
};

// ---- The provider itself ----

/// What failed, and the class that tells the host program what to do next.
struct Failure(Status, &'static str);

/// The URL to PUT the file to: the endpoint, a slash, and the name, escaped by the host program.
unsafe fn target(call: *mut Call, upload: *const Upload) -> Result<CString, Failure> {
    let host = &*(*call).host;
    let name = (host.url_escape)(call, (*upload).name);
    if name.is_null() {
        return Err(Failure(LOCAL, "out of memory"));
    }
    let mut url = CStr::from_ptr((host.endpoint)(call)).to_bytes().to_vec();
    if url.last() != Some(&b'/') {
        url.push(b'/');
    }
    url.extend_from_slice(CStr::from_ptr(name).to_bytes());
    CString::new(url).map_err(|_| Failure(PERMANENT, "endpoint: is no text"))
}

unsafe fn send(call: *mut Call, upload: *const Upload) -> Result<Status, Failure> {
    let host = &*(*call).host;
    let url = target(call, upload)?;
    let token = (host.env)(call, b"EXAMPLE_TOKEN\0".as_ptr().cast());
    let headers = [b"X-Token\0".as_ptr().cast(), token, null()];
    let send = Send {
        struct_size: std::mem::size_of::<Send>() as u32,
        flags: 0,
        method: null(),
        url: url.as_ptr(), // ours: the host program copies it before send_file returns
        file_field: null(),
        fields: null(),
        headers: headers.as_ptr(),
        url_path: null(),
    };
    let mut answer = Response {
        struct_size: std::mem::size_of::<Response>() as u32,
        status: 0,
        url: null(),
        body: null(),
        body_length: 0,
        owner: null(),
    };
    let status = (host.send_file)(call, &send, &mut answer);
    match answer.status {
        403 => Err(Failure(AUTH, "HTTP 403: EXAMPLE_TOKEN is not known there")),
        _ => Ok(status),
    }
}

/// Nothing may unwind across the border.
unsafe extern "C" fn upload(call: *mut Call, _: *mut c_void, upload: *const Upload) -> Status {
    let outcome = std::panic::catch_unwind(|| send(call, upload))
        .unwrap_or(Err(Failure(PERMANENT, "a panic within the provider")));
    outcome.unwrap_or_else(|Failure(class, why)| {
        let message = CString::new(why).unwrap_or_default();
        ((*(*call).host).fail)(call, class, 0, message.as_ptr())
    })
}
