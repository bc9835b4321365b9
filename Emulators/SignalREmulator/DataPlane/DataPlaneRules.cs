using SignalREmulator.Groups;
using SignalREmulator.Hubs;

namespace SignalREmulator.DataPlane;

/// <summary>The requirements of every call on a hub, checked after its token: a well-formed hub and group, and on versioned addresses a known version.</summary>
internal static class DataPlaneRules
{
    public static void UseDataPlaneRules(this WebApplication app) =>
        app.Use(static (context, next) =>
            context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<HubCallMetadata>() is { } metadata
            && Check(context, endpoint, metadata.Style) is { } refusal
                ? refusal.ExecuteAsync(context)
                : next(context));

    private static DataPlaneError? Check(HttpContext context, RouteEndpoint endpoint, PathStyle style)
    {
        var request = context.Request;
        if (HubName.From(request.RouteValues["hub"] as string, request.Query["application"]) is not { } name)
        {
            return DataPlaneError.Invalid("hub", "A hub or application name is a letter, then up to 127 letters, digits and _ ` , . [ ].");
        }

        var version = style == PathStyle.Dated ? ApiVersion.Of(request) : null;
        if (style == PathStyle.Dated && version is null)
        {
            return DataPlaneError.Invalid("api-version", $"The query must name one api-version of: {ApiVersion.List}.");
        }

        if (version is not null && endpoint.Metadata.GetMetadata<SinceMetadata>() is { } since && string.CompareOrdinal(version, since.Version) < 0)
        {
            return DataPlaneError.NoOperation(since.Version);
        }

        var call = new DataPlaneCall(request, endpoint.RoutePattern, name, context.RequestServices.GetRequiredService<HubDirectory>()[name], version);
        if (call.Group is { } group && !GroupName.IsValid(group))
        {
            return DataPlaneError.Invalid("group", GroupName.Rule);
        }

        context.Features.Set(call);
        return null;
    }
}

/// <summary>Marks an endpoint as a call on a hub.</summary>
internal sealed record HubCallMetadata(PathStyle Style);
