namespace SignalRService.Tests.ScriptedService;

/// <param name="Target">Path and query as they came over the wire, undecoded.</param>
public sealed record ReceivedRequest(string Method, string Target, string? Bearer, string? ContentType, string Body);
