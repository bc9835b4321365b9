namespace SignalREmulator.DataPlane;

/// <summary>The two formats of the data plane's addresses. Their status codes differ too.</summary>
internal enum PathStyle
{
    /// <summary><c>/api/hubs/{hub}/…?api-version=</c></summary>
    Dated,

    /// <summary><c>/api/v1/hubs/{hub}/…</c>, without a version in the query.</summary>
    V1,
}
