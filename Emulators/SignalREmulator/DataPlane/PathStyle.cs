namespace SignalREmulator.DataPlane;

/// <summary>The two shapes of the data plane's addresses, which differ in their status codes as well.</summary>
internal enum PathStyle
{
    /// <summary><c>/api/hubs/{hub}/…?api-version=</c></summary>
    Dated,

    /// <summary><c>/api/v1/hubs/{hub}/…</c>, without a version in the query.</summary>
    V1,
}
