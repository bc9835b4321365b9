using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CalendarApi.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceDefaults.Problems;

namespace CalendarApi.Bodies;

/// <summary>A JSON request body, read strictly: either its value, or a problem that names the error and its position.</summary>
internal sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Most bodies are no longer.</summary>
    private const int FirstSize = 1024;

    private JsonBody(T value) => Value = value;

    private JsonBody(ProblemHttpResult problem) => Problem = problem;

    public T? Value { get; }

    public ProblemHttpResult? Problem { get; }

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
        {
            return new(Problems.Problem.UnsupportedMediaType());
        }

        var bytes = new ArrayBufferWriter<byte>(FirstSize);
        return await BodyBytes.ReadAsync(context.Request, bytes, BodyLimit.Item, null, context.RequestAborted) == BodyEnd.Whole
            ? Read(bytes.WrittenSpan)
            : new(Problems.Problem.BodyTooLarge(BodyLimit.Item));
    }

    public static JsonBody<T> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var value = JsonSerializer.Deserialize(bytes, (JsonTypeInfo<T>)WireFormat.Json.GetTypeInfo(typeof(T))!);
            return value is null ? new(TypedResults.Problem(RequestProblem.NoObject())) : new(value);
        }
        catch (JsonException exception)
        {
            return new(TypedResults.Problem(RequestProblem.Of(exception)));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        builder.Metadata.Add(new BodyLimit(BodyLimit.Item));
    }
}
