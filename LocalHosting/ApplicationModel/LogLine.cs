namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line a resource wrote. Numbers start at 1.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
