using System.Globalization;
using System.Text.Json;

namespace Bench.Load;

/// <summary>The two ways of a client to be up to date: a full read, or the changes.</summary>
internal sealed class CalendarReading(ApiUsers users, int user, string calendar)
{
    private readonly CountedReading reading = new(users, user);

    public long Bytes => reading.Bytes;

    public int Requests => reading.Requests;

    /// <summary>All events of the calendar, page by page, in the largest pages.</summary>
    /// <returns>The number of events.</returns>
    public async Task<int> ReadAllAsync(CancellationToken cancellationToken)
    {
        var (count, after) = (0, "");
        while (true)
        {
            using var page = await GetAsync($"api/calendars/{calendar}/events?limit=1000{after}", cancellationToken);
            count += page.RootElement.GetProperty("items").GetArrayLength();
            if (!page.RootElement.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
            {
                return count;
            }

            after = $"&after={next.GetString()}";
        }
    }

    public async Task<(string Token, long Version)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        using var head = await GetAsync("api/changes/head", cancellationToken);
        return (head.RootElement.GetProperty("token").GetString()!, head.RootElement.GetProperty("version").GetInt64());
    }

    /// <summary>All changes since the token, page by page.</summary>
    /// <returns>The next sync token and version, and how many events had changed.</returns>
    public async Task<(string Token, long Version, int Events)> ReadChangesAsync(string since, CancellationToken cancellationToken)
    {
        var events = 0;
        while (true)
        {
            using var page = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/changes?since={Uri.EscapeDataString(since)}&limit=1000"), cancellationToken);
            events += page.RootElement.GetProperty("events").GetArrayLength();
            since = page.RootElement.GetProperty("next").GetString()!;
            if (!page.RootElement.GetProperty("more").GetBoolean())
            {
                return (since, page.RootElement.GetProperty("to").GetInt64(), events);
            }
        }
    }

    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken) => JsonDocument.Parse(await reading.GetAsync(path, cancellationToken));
}
