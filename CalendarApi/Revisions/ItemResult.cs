using System.Reflection;
using CalendarApi.Telemetry;
using Microsoft.AspNetCore.Http.Metadata;

namespace CalendarApi.Revisions;

/// <summary>Sends an item with its <c>ETag</c>, or 304 without a body when the caller already has that revision.</summary>
internal sealed class ItemResult<T>(T value, string etag, int status) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>, IEndpointMetadataProvider
{
    public int? StatusCode => status;

    public T? Value => value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = EntityTag.Quote(etag);

        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTag.IsNamedBy(httpContext.Request, etag))
        {
            Instruments.NotModified.Add(1);
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (status == StatusCodes.Status201Created)
        {
            httpContext.Response.Headers.Location = httpContext.Request.Path.ToUriComponent();
        }

        return TypedResults.Json(value, statusCode: status).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

internal static class ItemResult
{
    public static ItemResult<T> Read<T>(T value, string etag) => new(value, etag, StatusCodes.Status200OK);

    public static ItemResult<T> Created<T>(T value, string etag) => new(value, etag, StatusCodes.Status201Created);
}
