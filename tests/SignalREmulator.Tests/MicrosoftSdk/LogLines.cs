using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>The log lines of a program.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public async Task<string> WithAsync(string text)
    {
        while (true)
        {
            if (await lines.Reader.NextAsync() is var line && line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(lines.Writer);

    public void Dispose() => lines.Writer.TryComplete();

    private sealed class Logger(ChannelWriter<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.TryWrite($"{formatter(state, exception)} {exception?.Message}");
    }
}
