namespace Aspire.Hosting.ApplicationModel;

/// <summary>A variable the resource was given. From the spec: given by the application, not inherited.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
