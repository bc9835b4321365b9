namespace CalendarStore.Hosting;

/// <summary>Has no members: the connection string is checked as if it were one, so that it is named together with the host's other wrong settings.</summary>
internal sealed class CalendarStoreOptions;
