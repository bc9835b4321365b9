using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CalendarClient.Tests.Connection;

/// <summary>Keeps what the client itself logs. The SignalR library logs with the same factory.</summary>
internal sealed class RecordedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. lines];

    /// <summary>Called with each line, as a logger of the caller's own would be.</summary>
    public Action<LogLevel> OnLine { get; set; } = _ => { };

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith(nameof(CalendarClient), StringComparison.Ordinal) ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue((logLevel, formatter(state, exception)));
        OnLine(logLevel);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
