namespace SignalREmulator.DataPlane;

/// <summary>The api-version that introduced an operation. Under an older one it does not exist.</summary>
internal sealed record SinceMetadata(string Version);

internal static class SinceExtensions
{
    public static RouteHandlerBuilder Since(this RouteHandlerBuilder endpoint, string version) => endpoint.WithMetadata(new SinceMetadata(version));
}
