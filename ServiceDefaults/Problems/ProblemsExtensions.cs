using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Problems;

internal static class ProblemsExtensions
{
    // What the framework puts in when nobody set a type: a link to the status code's section of the HTTP RFC.
    private const string FrameworkBase = "https://tools.ietf.org/";

    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddSingleton<IProblemDetailsWriter, LastResortProblemWriter>();
        // In Development the framework throws for a bad request, elsewhere it answers a bare 400. Throwing keeps the reason.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<BadRequestHandler>();
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ??= context.HttpContext.Response.StatusCode;
        if (problem.Type is null || problem.Type.StartsWith(FrameworkBase, StringComparison.Ordinal))
        {
            problem.Type = ProblemTypes.For(status);
        }

        if (status is StatusCodes.Status413PayloadTooLarge && context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit)
        {
            problem.Detail ??= string.Create(CultureInfo.InvariantCulture, $"The body may have at most {limit} bytes.");
        }

        // The one thing a person can quote that finds the request in the traces. The framework's own is the whole traceparent.
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
    }
}
