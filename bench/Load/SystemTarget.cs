using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bench.Clients;
using Bench.Samples;

namespace Bench.Load;

/// <summary>The whole system as its clients see it: a client negotiates with the API, and a write is an event that the API stores.</summary>
internal sealed class SystemTarget(Target.System target, LoadContext context) : ILoadTarget
{
    private const string PositionHeader = "Calendar-Position";

    /// <summary>A position that did not move for this long has settled.</summary>
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(1);

    private readonly ApiUsers users = context.UsersOf(target);
    private readonly string run = Guid.NewGuid().ToString("N")[..8];

    public IWire Wire { get; } = new SignalRWire();

    public async Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken)
    {
        using var request = await users.RequestAsync(client, HttpMethod.Post, "api/negotiate", cancellationToken);
        using var response = await users.Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var address = new UriBuilder(answer.GetProperty("url").GetString()!) { Scheme = "ws" };
        address.Query = $"{address.Query.TrimStart('?')}&access_token={answer.GetProperty("accessToken").GetString()}";
        return address.Uri;
    }

    public Task<long> WriteAsync(int number, CancellationToken cancellationToken) =>
        WriteEventAsync(SampleEvents.Calendar, number, string.Create(CultureInfo.InvariantCulture, $"{run}-{number}"), cancellationToken);

    /// <summary>Creates an event, by another user each time, because limits are per user.</summary>
    /// <returns>The position of the write.</returns>
    public async Task<long> WriteEventAsync(string calendar, int number, string id, CancellationToken cancellationToken)
    {
        using var request = await users.RequestAsync(number, HttpMethod.Put, $"api/calendars/{calendar}/events/{id}", cancellationToken);
        request.Content = new ByteArrayContent(SampleEvents.Json(number)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await users.Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return PositionOf(response);
    }

    public static long PositionOf(HttpResponseMessage response)
    {
        var position = response.Headers.GetValues(PositionHeader).Single();
        return long.Parse(position.AsSpan(position.IndexOf('.', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }

    public async Task<long> SettleAsync(CancellationToken cancellationToken)
    {
        var (version, next) = (-1L, await HeadAsync(cancellationToken));
        while (version != next)
        {
            version = next;
            await Task.Delay(Still, cancellationToken);
            next = await HeadAsync(cancellationToken);
        }

        return version;
    }

    private async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        using var request = await users.RequestAsync(0, HttpMethod.Get, "api/changes/head", cancellationToken);
        using var response = await users.Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("version").GetInt64();
    }

    /// <summary>The users stay signed in for the next job.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
