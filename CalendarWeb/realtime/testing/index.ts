/** For the tests of front ends: sample items, and an in-memory store that answers like the service. */
export { aCalendar, anEvent, TestServer } from './testServer.ts';
