namespace SignalRService;

/// <summary>A connection that is in a group.</summary>
/// <param name="UserId">Null for an anonymous connection.</param>
public sealed record GroupConnection(string ConnectionId, string? UserId);
