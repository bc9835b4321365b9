using System.Net;
using System.Net.Http.Headers;
using CalendarApi.Tests.Hosting;
using Fuzzing.Tests.Judging;

namespace Fuzzing.Tests.Served;

/// <summary>A calendar in the API, and all that can be done with it. No answer may be a 5xx.</summary>
internal sealed class ServedCalendar(Caller user)
{
    private const string Path = "/api/calendars/team";
    private const int MaxEvents = 12;

    private static readonly string[] Windows =
        ["from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z", "from=2500-06-01T00:00:00Z&to=2501-06-01T00:00:00Z", "from=0001-01-01T00:00:00Z&to=0002-01-01T00:00:00Z"];

    /// <summary>With the input as its body; when that is refused, with a good one.</summary>
    public async Task CreateAsync(byte[]? body = null)
    {
        if (body is null || (await PutAsync(Path, body)).Status != HttpStatusCode.Created)
        {
            (await user.PutAsync(Path, Samples.Calendar)).Is(HttpStatusCode.Created);
        }
    }

    public async Task ImportAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar") } };
        Answered(await user.PostAsync($"{Path}/import", content));
    }

    public Task PutAsync(byte[] json) => PutAsync($"{Path}/events/fuzzed", json);

    public async Task AskAsync(string text)
    {
        var value = Uri.EscapeDataString(text);
        var lines = text.Split('\n', 2);
        Answered(await user.GetAsync($"/api/changes?since={value}"));
        Answered(await user.GetAsync($"{Path}/events?after={value}"));
        Answered(await user.GetAsync($"{Path}/events?limit={value}"));
        Answered(await user.GetAsync($"{Path}/events?from={Uri.EscapeDataString(lines[0])}&to={Uri.EscapeDataString(lines[^1])}"));
    }

    /// <summary>Reads, lists, exports and deletes what is there.</summary>
    /// <returns>How many events there are.</returns>
    public async Task<int> UseAsync()
    {
        var all = (await user.GetAsync($"{Path}/events?limit=1000")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        foreach (var window in Windows)
        {
            (await user.GetAsync($"{Path}/events?limit=1000&{window}")).Is(HttpStatusCode.OK);
        }

        (await user.GetAsync($"{Path}/export.ics")).Is(HttpStatusCode.OK);
        foreach (var item in all.Take(MaxEvents))
        {
            var path = $"{Path}/events/{item!["id"]}";
            var read = (await user.GetAsync($"{path}?{Windows[0]}")).Is(HttpStatusCode.OK);
            (await user.DeleteAsync(path, read.ETag)).Is(HttpStatusCode.NoContent);
        }

        var left = (await user.GetAsync($"{Path}/events?limit=1000")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        Judge.Holds(left.Count == Math.Max(0, all.Count - MaxEvents), "What is deleted is no longer listed.");
        var calendar = (await user.GetAsync(Path)).Is(HttpStatusCode.OK);
        (await user.DeleteAsync(Path, calendar.ETag)).Is(HttpStatusCode.NoContent);
        return all.Count;
    }

    private async Task<Answer> PutAsync(string path, byte[] json)
    {
        using var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return Answered(await user.SendAsync(HttpMethod.Put, path, content));
    }

    private static Answer Answered(Answer answer)
    {
        Judge.Holds((int)answer.Status < 500, $"The answer is no {(int)answer.Status}: {answer.Text}");
        return answer;
    }
}
