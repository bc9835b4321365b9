using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CalendarClient;

/// <summary>What a <see cref="CalendarSync"/> needs to know.</summary>
public sealed class CalendarSyncOptions
{
    /// <summary>The API's root, as <c>https://calendar.example/</c>.</summary>
    public required Uri Api { get; init; }

    /// <summary>Where bearer tokens come from: of the user whose tenant is followed, with scope Calendars.Read at least.</summary>
    public required AccessTokenProvider Tokens { get; init; }

    public SyncTimes Times { get; init; } = SyncTimes.Default;

    /// <summary>How long one page of changes, and the making of a connection, may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long reading everything may take.</summary>
    public TimeSpan FullReadTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many changes a reader of <see cref="CalendarSync.Changes"/> may lag behind before single ones are let go and it is told to take the whole.</summary>
    public int MaxPendingChanges { get; init; } = 256;

    /// <summary>An HTTP client to share between many syncs, its <see cref="HttpClient.BaseAddress"/> being <see cref="Api"/>; not disposed of here. Each makes its own when null.</summary>
    public HttpClient? Http { get; init; }

    /// <summary>Wraps or replaces the handler of the connection's own requests (negotiation).</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? ConnectionHandler { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Random numbers in [0, 1): where waits fall.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}
