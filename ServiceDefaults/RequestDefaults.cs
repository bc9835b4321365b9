using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

internal static class RequestDefaults
{
    /// <summary>The largest request body a service takes unless an endpoint says otherwise, in bytes.</summary>
    public const long MaxRequestBodySize = 1024 * 1024;

    public static void AddRequestDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            // The one thing a person can quote that finds the request in the traces.
            context.ProblemDetails.Extensions.TryAdd("traceId", Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier));

        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBodySize;
            options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        });
    }
}
