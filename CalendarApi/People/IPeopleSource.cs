namespace CalendarApi.People;

/// <summary>Where accounts become known from. Each source runs in the background for the life of the program.</summary>
internal interface IPeopleSource
{
    /// <summary>Records accounts as they become known.</summary>
    Task RunAsync(PeopleRecorder recorder, CancellationToken cancellationToken);
}
