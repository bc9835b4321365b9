namespace CalendarClient;

/// <summary>How fresh the replica is; the names are the same in the web app.</summary>
public enum ConnectionState
{
    /// <summary>Connecting, or connected but not caught up because the API did not answer.</summary>
    Reconnecting,

    /// <summary>Pushes arrive and the API answers.</summary>
    Live,

    /// <summary>There is no connection, but the API answers: it is asked every few seconds.</summary>
    Polling,

    /// <summary>There is no network, or neither the connection nor the API works; both are retried.</summary>
    Offline,
}
