using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Output;

/// <summary>A line, and when it arrived.</summary>
internal readonly record struct StampedLine(LogLine Line, DateTimeOffset At);
