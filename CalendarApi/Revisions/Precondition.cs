using CalendarApi.Bodies;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using TeamCalendars.Writes;

namespace CalendarApi.Revisions;

/// <summary>The precondition of a write: a new id (If-None-Match: *), one revision (If-Match), or none, which allows only a create.</summary>
internal sealed record Precondition
{
    private Precondition(string? etag, bool mustBeNew) => (ETag, MustBeNew) = (etag, mustBeNew);

    /// <summary>The required revision, without quotes; null if none was named.</summary>
    public string? ETag { get; }

    public bool MustBeNew { get; }

    public WriteCondition ForPut() => ETag is null ? new WriteCondition.Create() : new WriteCondition.Match(ETag);

    /// <summary>Reads the revision that is to be deleted.</summary>
    /// <returns>Null when the request does not name it as it must; then <paramref name="problem"/> says why.</returns>
    public static string? ReadForDelete(HttpRequest request, out ProblemHttpResult? problem)
    {
        var errors = new FieldErrors();
        var etag = Read(request, errors).ETag;
        problem = errors.Any ? Problem.InvalidContent(errors) : etag is null ? Problem.PreconditionRequired() : null;
        return problem is null ? etag : null;
    }

    /// <summary>
    /// Reads the two headers. Only one strong tag is accepted. <c>If-Match: *</c> would overwrite any revision, which the header exists to prevent,
    /// and a weak tag never matches (RFC 9110 §8.8.3.2).
    /// </summary>
    public static Precondition Read(HttpRequest request, FieldErrors errors)
    {
        var match = request.Headers.IfMatch;
        var noneMatch = request.Headers.IfNoneMatch;

        if (match.Count > 0 && noneMatch.Count > 0)
        {
            errors.Add("If-Match", "cannot be combined with If-None-Match");
        }

        if (noneMatch.Count > 0)
        {
            if (noneMatch is not ["*"])
            {
                errors.Add("If-None-Match", "must be * when writing");
            }

            return new(etag: null, mustBeNew: true);
        }

        if (match.Count == 0)
        {
            return new(etag: null, mustBeNew: false);
        }

        if (match.Count == 1 && EntityTagHeaderValue.TryParse(match[0], out var tag) && !tag.IsWeak && tag.Tag.Length > 2)
        {
            return new(tag.Tag.Substring(1, tag.Tag.Length - 2).ToString(), mustBeNew: false);
        }

        errors.Add("If-Match", "must be one strong entity tag in quotes, exactly as received");
        return new(etag: null, mustBeNew: false);
    }
}
