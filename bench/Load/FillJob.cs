using System.Net.Http.Headers;
using Bench.Samples;

namespace Bench.Load;

/// <summary>Imports events into the calendar, in files of a size that the API accepts. Only the total time is measured.</summary>
/// <param name="First">The number of the first sample event.</param>
internal sealed record FillJob(Target.System System, int First, int Events) : Job<double>
{
    /// <summary>About 5 MB each; the API accepts 10 MiB.</summary>
    private const int EventsPerFile = 10_000;

    protected override async Task<double> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var started = global::System.Diagnostics.Stopwatch.GetTimestamp();
        for (var first = First; first < First + Events; first += EventsPerFile)
        {
            await ImportAsync(context.UsersOf(System), SampleEvents.Calendar, SampleEvents.CalendarFile(first, Math.Min(EventsPerFile, First + Events - first)), cancellationToken);
        }

        return global::System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <returns>The position of the last batch.</returns>
    public static async Task<long> ImportAsync(ApiUsers users, string calendar, byte[] file, CancellationToken cancellationToken)
    {
        using var request = await users.RequestAsync(0, HttpMethod.Post, $"api/calendars/{calendar}/import", cancellationToken);
        request.Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar", "utf-8") } };
        using var response = await users.Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return SystemTarget.PositionOf(response);
    }
}
