using System.Text.Json;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CalendarApi.Bodies;

/// <summary>Describes why JSON could not be read: a syntax error by line and column, an invalid member by its name.</summary>
internal static class JsonFault
{
    public static ProblemHttpResult ToProblem(JsonException fault)
    {
        // An inner exception of the reader means that the text is not JSON.
        if (fault.InnerException is JsonException syntax)
        {
            return Problem.MalformedBody(Sentence(syntax.Message), fault.LineNumber + 1, fault.BytePositionInLine + 1);
        }

        var member = Member(fault.Path);
        if (member.Length == 0)
        {
            return Problem.MalformedBody("The body must be an object.");
        }

        return Problem.InvalidContent(member, Reason(fault.Message));
    }

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
}
