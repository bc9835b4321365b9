namespace SignalREmulator.DataPlane;

/// <summary>The api-version an operation came with. Under an older one it is not there.</summary>
internal sealed record SinceMetadata(string Version);

internal static class SinceExtensions
{
    public static RouteHandlerBuilder Since(this RouteHandlerBuilder endpoint, string version) => endpoint.WithMetadata(new SinceMetadata(version));
}
