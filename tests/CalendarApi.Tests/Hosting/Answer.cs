using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CalendarApi.Tests.Hosting;

/// <summary>A response, read to its end.</summary>
internal sealed partial class Answer
{
    /// <summary>Text as the API writes it.</summary>
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> headers;

    private Answer(HttpStatusCode status, Dictionary<string, string> headers, byte[] bytes)
    {
        Status = status;
        this.headers = headers;
        Bytes = bytes;
    }

    public HttpStatusCode Status { get; }

    public byte[] Bytes { get; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes) ?? throw new InvalidOperationException("The body is null.");

    public string? ETag => Header("ETag");

    public string? Position => Header("Calendar-Position");

    public string? Header(string name) => headers.GetValueOrDefault(name);

    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>Body and headers without what differs from one request to the next by its nature.</summary>
    public string Anonymous() => string.Join('\n', headers.Where(header => header.Key is not "Date").OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}"))
        + "\n\n" + TraceId().Replace(Text, "\"traceId\":\"\"");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var all = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, all, bytes);
    }

    /// <summary>The answer is that problem, complete, as problem+json.</summary>
    public JsonNode IsProblem(HttpStatusCode status, string type)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Text}");
        Assert.Equal("application/problem+json", Header("Content-Type"));
        var problem = Json;
        Assert.Equal($"/problems/{type}", (string?)problem["type"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.Matches("^[0-9a-f]{32}$", (string?)problem["traceId"]);
        return problem;
    }

    /// <summary>The answer is a refusal of content that names the field.</summary>
    public string NamesField(string field)
    {
        var problem = IsProblem(HttpStatusCode.BadRequest, "invalid-content");
        var reasons = problem["errors"]?[field]?.AsArray();
        Assert.True(reasons is { Count: > 0 }, $"{field} is not named: {Text}");
        return string.Join("; ", reasons.Select(reason => (string?)reason));
    }

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    [GeneratedRegex("\"traceId\":\"[0-9a-f]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex TraceId();
}
