using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ServiceDefaults.Problems;

/// <summary>
/// Describes why a request could not be read, in the client's words: the exceptions' own texts name .NET types.
/// Only these texts name the field, however, so the field is taken from them; the tests compare them with the runtime in use.
/// </summary>
public static partial class RequestProblem
{
    internal static ProblemDetails Of(BadHttpRequestException refused)
    {
        if (refused.StatusCode is not StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = refused.StatusCode };
        }

        if (refused.InnerException is JsonException json)
        {
            return Of(json);
        }

        if (MissingBody().IsMatch(refused.Message))
        {
            return HttpProblems.MalformedBody.Details(("reason", "The body is missing."));
        }

        // Required parameter "int limit" was not provided from query string. / Failed to bind parameter "int limit" from "abc".
        return Parameter().Match(refused.Message) is { Success: true } parameter
            ? Invalid(refused.Message.StartsWith("Required", StringComparison.Ordinal) ? "is missing" : "cannot be read", parameter.Groups["name"].Value)
            : HttpProblems.BadRequest.Details();
    }

    /// <summary>Describes why JSON could not be read: a syntax error by line and column, an invalid member by its name.</summary>
    public static ProblemDetails Of(JsonException fault)
    {
        // An inner exception of the reader means that the text is not JSON.
        if (fault.InnerException is JsonException syntax)
        {
            return HttpProblems.MalformedBody.Details(("reason", Sentence(syntax.Message)), ("line", fault.LineNumber + 1), ("column", fault.BytePositionInLine + 1));
        }

        var member = Member(fault.Path);
        if (Missing().Match(fault.Message) is { Success: true } missing)
        {
            return Invalid("is missing", [.. Quoted().Matches(missing.Groups["names"].Value).Select(name => Child(member, name.Groups["name"].Value))]);
        }

        return member.Length == 0 ? NoObject() : Invalid(Reason(fault.Message), member);
    }

    /// <summary>For JSON that is not an object: null, a list, a text.</summary>
    public static ProblemDetails NoObject() => HttpProblems.MalformedBody.Details(("reason", "The body must be an object."));

    private static ProblemDetails Invalid(string reason, params string[] fields) =>
        HttpProblems.InvalidContent.Details(("errors", fields.ToDictionary(field => field, _ => new[] { reason }, StringComparer.Ordinal)));

    // The serializer distinguishes these cases only by message; a test pins each message.
    private static string Reason(string message) =>
        message.Contains("could not be mapped", StringComparison.Ordinal) ? "is not a known member"
        : message.StartsWith("Duplicate property", StringComparison.Ordinal) ? "occurs more than once"
        : "has the wrong type";

    // "'x' is invalid after a single JSON value. Expected end of data. LineNumber: 0 | BytePositionInLine: 14."
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    // "$.recurrence.rules[0]", "$['a b']" or "$"
    private static string Member(string? path) => path is null ? "" : path.TrimStart('$').TrimStart('.');

    /// <summary>The exception's path sometimes ends with the member already.</summary>
    private static string Child(string parent, string name) =>
        parent.Length == 0 ? name : parent == name || parent.EndsWith($".{name}", StringComparison.Ordinal) ? parent : $"{parent}.{name}";

    [GeneratedRegex("""arameter "\S+ (?<name>\w+)" """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    // Implicit body inferred for parameter "draft" but no body was provided. / Required parameter "Draft draft" was not provided from body.
    [GeneratedRegex("no body was provided|was not provided from body", RegexOptions.NonBacktracking)]
    private static partial Regex MissingBody();

    [GeneratedRegex("missing required properties including: (?<names>.+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
