namespace CalendarClient;

/// <summary>How fresh the replica is, in a word; the same words as in the web app.</summary>
public enum ConnectionState
{
    /// <summary>Connecting, or connected but not caught up because the API did not answer.</summary>
    Reconnecting,

    /// <summary>Pushes arrive and the API answers.</summary>
    Live,

    /// <summary>No connection can be had; the API is asked every few seconds.</summary>
    Polling,

    /// <summary>Neither connection nor API can be reached; both are tried on.</summary>
    Offline,
}
