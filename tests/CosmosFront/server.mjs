// The server that stores the documents and evaluates the SQL, on a free port of this machine. It ends with whoever started it: that one holds its standard input.
import server from '@vercel/cosmosdb-server';

const http = server.createHttpServer({ keepAlive: true });
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
process.stdin.resume().on('end', () => process.exit(0));
