namespace CalendarClient;

/// <summary>Why a request or an attempt to connect failed.</summary>
/// <param name="NeedsSomeone">Only another sign-in or an administrator can help: a retry alone gets the same answer.</param>
internal sealed record Failure(Exception Error, bool NeedsSomeone = false);
