namespace SignalRService.Tests.ScriptedService;

/// <param name="Target">Path and query as received, not decoded.</param>
public sealed record ReceivedRequest(string Method, string Target, string? Bearer, string? ContentType, string Body);
