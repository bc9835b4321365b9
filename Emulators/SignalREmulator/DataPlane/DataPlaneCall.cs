using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.DataPlane;

/// <summary>A valid call of the data plane: its hub, and the names in its address.</summary>
internal sealed class DataPlaneCall
{
    private readonly HttpRequest request;
    private readonly RoutePattern pattern;
    private readonly string[] segments;

    public DataPlaneCall(HttpRequest request, RoutePattern pattern, HubName hubName, Hub hub, string? version)
    {
        this.request = request;
        this.pattern = pattern;
        HubName = hubName;
        Hub = hub;
        Version = version;
        segments = Audience.RawPath(request).Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    public HubName HubName { get; }

    public Hub Hub { get; }

    /// <summary>Null on v1 addresses.</summary>
    public string? Version { get; }

    public string? Group => Segment("group");

    public string User => Segment("user") ?? "";

    public string ConnectionId => Segment("connection") ?? "";

    public string StreamId => Segment("stream") ?? "";

    /// <summary>Why a connection is closed, as the client gets it.</summary>
    public string? Reason => request.Query["reason"] is [{ Length: > 0 } reason] ? reason : null;

    /// <summary>Connection ids that a send or a close leaves out; the key may be repeated.</summary>
    public IReadOnlySet<string>? Excluded => request.Query["excluded"] is { Count: > 0 } ids ? ids.OfType<string>().ToHashSet(StringComparer.Ordinal) : null;

    public static ValueTask<DataPlaneCall> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.GetRequiredFeature<DataPlaneCall>());

    /// <summary>
    /// The value at this place of the address, unescaped once. The route value is different: in the path that routing sees, an escaped slash is still
    /// escaped and everything else is not.
    /// </summary>
    private string? Segment(string name)
    {
        for (var index = 0; index < pattern.PathSegments.Count; index++)
        {
            if (pattern.PathSegments[index].Parts is [RoutePatternParameterPart part] && part.Name == name)
            {
                return pattern.PathSegments.Count == segments.Length ? Uri.UnescapeDataString(segments[index]) : request.RouteValues[name] as string;
            }
        }

        return null;
    }
}
