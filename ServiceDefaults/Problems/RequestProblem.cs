using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ServiceDefaults.Problems;

/// <summary>
/// Describes why a request could not be read, in the client's words: the exceptions' own texts name .NET types.
/// Only these texts name the field, however, so the field is taken from them; the tests compare them with the runtime in use.
/// </summary>
internal static partial class RequestProblem
{
    public static ProblemDetails Of(BadHttpRequestException refused)
    {
        if (refused.StatusCode is not StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = refused.StatusCode };
        }

        if (refused.InnerException is JsonException json)
        {
            return OfJson(json);
        }

        if (MissingBody().IsMatch(refused.Message))
        {
            return new ProblemDetails { Status = refused.StatusCode, Type = ProblemTypes.MalformedBody, Title = "The body cannot be read", Detail = "The body is missing." };
        }

        // Required parameter "int limit" was not provided from query string. / Failed to bind parameter "int limit" from "abc".
        if (Parameter().Match(refused.Message) is not { Success: true } parameter)
        {
            return new ProblemDetails { Status = refused.StatusCode, Detail = "The request is not well-formed HTTP." };
        }

        var reason = refused.Message.StartsWith("Required", StringComparison.Ordinal) ? "is missing" : "cannot be read";
        return Invalid(refused.StatusCode, ProblemTypes.InvalidContent, "A parameter cannot be used", (parameter.Groups["name"].Value, reason));
    }

    private static HttpValidationProblemDetails OfJson(JsonException json)
    {
        var parent = json.Path is null or "$" ? "" : json.Path.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path[1..];
        var problem = Invalid(StatusCodes.Status400BadRequest, ProblemTypes.MalformedBody, "The body cannot be read", [.. Reasons(json, parent)]);
        if (json.LineNumber is { } line)
        {
            problem.Detail = string.Create(CultureInfo.InvariantCulture, $"See line {line + 1}, byte {json.BytePositionInLine + 1}.");
            problem.Extensions["line"] = line + 1;
        }

        return problem;
    }

    private static IEnumerable<(string Field, string Reason)> Reasons(JsonException json, string field)
    {
        // The reader's own exception is inside when the text is no JSON at all, rather than not the JSON that was wanted.
        if (json.InnerException is JsonException)
        {
            return [(field, "is not JSON here")];
        }

        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            return Quoted().Matches(missing.Groups["names"].Value).Select(name => (Child(field, name.Groups["name"].Value), "is missing"));
        }

        if (Unknown().Match(json.Message) is { Success: true } unknown)
        {
            return [(Child(field, unknown.Groups["name"].Value), "is not known")];
        }

        if (Repeated().Match(json.Message) is { Success: true } repeated)
        {
            return [(Child(field, repeated.Groups["name"].Value), "is given twice")];
        }

        return [(field, Null().IsMatch(json.Message) ? "must not be null" : "is not of the type it should be")];
    }

    /// <summary>The exception's path sometimes ends with the member already.</summary>
    private static string Child(string parent, string name) =>
        parent.Length == 0 || parent == name || parent.EndsWith($".{name}", StringComparison.Ordinal) ? parent.Length == 0 ? name : parent : $"{parent}.{name}";

    private static HttpValidationProblemDetails Invalid(int status, string type, string title, params (string Field, string Reason)[] reasons) =>
        new(reasons.GroupBy(item => item.Field.Length == 0 ? "body" : item.Field, item => item.Reason, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal))
        {
            Status = status,
            Type = type,
            Title = title,
        };

    [GeneratedRegex("""arameter "\S+ (?<name>\w+)" """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    // Implicit body inferred for parameter "draft" but no body was provided. / Required parameter "Draft draft" was not provided from body.
    [GeneratedRegex("no body was provided|was not provided from body", RegexOptions.NonBacktracking)]
    private static partial Regex MissingBody();

    [GeneratedRegex("missing required properties including: (?<names>.+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON property '(?<name>.+?)' could not be mapped", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(?<name>.+?)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Repeated();

    [GeneratedRegex("doesn't allow (setting )?null", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Null();
}
