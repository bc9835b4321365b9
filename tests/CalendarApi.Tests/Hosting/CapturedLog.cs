using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CalendarApi.Tests.Hosting;

/// <summary>What a program logs, at Information as it does by default: messages, exceptions and scopes, which are exported with them.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider? scopes;

    public IReadOnlyList<string> Lines => [.. lines];

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        services.Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Information);
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string category, string message, Exception? exception)
    {
        var line = new System.Text.StringBuilder($"{category}: {message} {exception}");
        scopes?.ForEachScope(
            static (scope, text) =>
            {
                // As an exporter reads it: a list of names and values, whatever its own text leaves out.
                foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [KeyValuePair.Create("scope", scope)])
                {
                    text.Append(' ').Append(name).Append('=').Append(value);
                }
            },
            line);
        lines.Enqueue(line.ToString());
    }

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(category, formatter(state, exception), exception);
    }
}
