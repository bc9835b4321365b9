using Microsoft.Net.Http.Headers;
using ServiceDefaults.Http;

namespace SignalREmulator.Faults;

/// <summary>
/// Admits only programs on this machine. There is no token, so web pages are refused (they have an origin, or a host
/// name that was made to resolve to this machine), and so are other machines and proxies that forward for them.
/// </summary>
internal static class LocalCallers
{
    private static readonly string[] ForwardedHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"];

    public static void UseLocalCallersOnly(this WebApplication app) =>
        app.Use(static (context, next) =>
            context.GetEndpoint()?.Metadata.GetMetadata<LocalCallersOnly>() is not null && Refusal(context) is { } reason
                ? TypedResults.Problem(reason, statusCode: StatusCodes.Status403Forbidden, type: "/problems/not-local").ExecuteAsync(context)
                : next(context));

    public static string? Refusal(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (!Loopback.IsAddress(context.Connection.RemoteIpAddress))
        {
            return "Only callers on the emulator's own machine may do this.";
        }

        if (headers.ContainsKey(HeaderNames.Origin) || headers.ContainsKey("Sec-Fetch-Site"))
        {
            return "Web pages may not do this.";
        }

        if (Array.Exists(ForwardedHeaders, headers.ContainsKey))
        {
            return "Calls that were passed on by a proxy may not do this.";
        }

        return Loopback.IsHost(context.Request.Host.Host) ? null : "The host must be localhost or a loopback address.";
    }
}

/// <summary>Marks an endpoint that only callers of this machine may reach.</summary>
internal sealed class LocalCallersOnly;
