// tus-server.js: @tus/server for tests; started by start-tus.sh.
//
// SPDX-License-Identifier: MIT
//
// usage: node tus-server.js PORT DATA-FOLDER LOG
//
//   /files/   as it comes
//   /small/   relative Locations, at most 1000000 bytes
//
// LOG has a line a request: method, path, status, bytes that came (with the head).
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const { Server } = require('@tus/server')
const { FileStore } = require('@tus/file-store')

const [port, data, logFile] = process.argv.slice(2)
const log = fs.openSync(logFile, 'a')
const servers = {}
for (const [name, options] of Object.entries({
  files: {},
  small: { relativeLocation: true, maxSize: 1000000 },
})) {
  const directory = path.join(data, name)
  fs.mkdirSync(directory, { recursive: true })
  servers[name] = new Server({ path: `/${name}`, datastore: new FileStore({ directory }), ...options })
}

const read = new WeakMap() // bytes of a connection that earlier requests had
http.createServer((request, response) => {
  const { socket, method, url } = request
  response.on('close', () => {
    const before = read.get(socket) ?? 0
    fs.writeSync(log, `${method} ${url} ${response.statusCode} ${socket.bytesRead - before}\n`)
    read.set(socket, socket.bytesRead)
  })
  const server = servers[url.split('/')[1]]
  if (server) server.handle(request, response)
  else response.writeHead(404).end('Not found\n')
}).listen(Number(port), '127.0.0.1')
