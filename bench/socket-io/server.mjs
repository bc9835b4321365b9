// Socket.IO as in its documentation: every connection is in the room; POST /send?version=n makes the server send to it.
// WebSocket only, as the other peers; no compression, which is its default.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const room = 'everyone';
const http = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (request.method !== 'POST' || url.pathname !== '/send') {
    response.writeHead(404).end();
    return;
  }

  const version = Number(url.searchParams.get('version'));
  io.to(room).emit('reload', {
    epoch: '0f3a9c51d27e4b86a1c0',
    version,
    // Nanoseconds of the monotonic clock, which .NET's Stopwatch also reads on Linux; exact as a number for a hundred days of uptime.
    sent: Number(process.hrtime.bigint()),
  });
  response.writeHead(202).end();
});

const io = new Server(http, { transports: ['websocket'], serveClient: false });
io.on('connection', (socket) => void socket.join(room));

http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`));

// Started with a pipe that closes when bench ends for any reason.
process.stdin.on('end', () => process.exit(0)).resume();
