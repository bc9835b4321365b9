using System.Text.Json;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CalendarApi.Bodies;

/// <summary>Says what a JSON reader stumbled over: bad JSON by line and column, a bad member by its name.</summary>
internal static class JsonFault
{
    public static ProblemHttpResult ToProblem(JsonException fault)
    {
        // The reader's own exception inside means that it is no JSON at all.
        if (fault.InnerException is JsonException syntax)
        {
            return Problem.MalformedBody(Sentence(syntax.Message), fault.LineNumber + 1, fault.BytePositionInLine + 1);
        }

        var member = Member(fault.Path);
        if (member.Length == 0)
        {
            return Problem.MalformedBody("An object is expected.");
        }

        return Problem.InvalidContent(member, Reason(fault.Message));
    }

    // The serializer tells these apart in its text alone; a test pins each.
    private static string Reason(string message) =>
        message.Contains("could not be mapped", StringComparison.Ordinal) ? "is not a member that is known here"
        : message.StartsWith("Duplicate property", StringComparison.Ordinal) ? "is there more than once"
        : "is not of the right kind";

    // "'x' is invalid after a single JSON value. Expected end of data. LineNumber: 0 | BytePositionInLine: 14."
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    // "$.recurrence.rules[0]", "$['a b']" or "$"
    private static string Member(string? path) => path is null ? "" : path.TrimStart('$').TrimStart('.');
}
