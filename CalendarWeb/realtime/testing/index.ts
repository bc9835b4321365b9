/** For the tests of front ends: sample items, and a store in memory that answers as the service does. */
export { aCalendar, anEvent, TestServer } from './testServer.ts';
