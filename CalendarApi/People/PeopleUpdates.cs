namespace CalendarApi.People;

/// <summary>Runs all sources of people until the program ends.</summary>
internal sealed class PeopleUpdates(IEnumerable<IPeopleSource> sources, PeopleRecorder recorder) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(sources.Select(source => source.RunAsync(recorder, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not recorded is named again by the next negotiation or the next reading.
        }
    }
}
