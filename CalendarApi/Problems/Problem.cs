using CalendarApi.Bodies;
using CalendarApi.Limits;
using CalendarApi.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Http;
using ServiceDefaults.Problems;
using TeamCalendars.Rights;

namespace CalendarApi.Problems;

/// <summary>The problems, as results of endpoints.</summary>
internal static class Problem
{
    /// <summary>Unknown and foreign ids get the same answer, whatever happened before.</summary>
    public static ProblemHttpResult NotFound() => Of(HttpProblems.NotFound);

    public static ProblemHttpResult AdministratorRequired() => Of(ProblemTypes.AdministratorRequired);

    public static ProblemHttpResult RoleRequired(CalendarRole needed) => Of(ProblemTypes.RoleRequired, ("needed", CalendarRoles.NameOf(needed)));

    public static ProblemHttpResult PreconditionFailed(object current) => Of(ProblemTypes.PreconditionFailed, ("current", current));

    public static ProblemHttpResult AlreadyExists(object current) => Of(ProblemTypes.AlreadyExists, ("current", current));

    public static ProblemHttpResult PreconditionRequired() => Of(ProblemTypes.PreconditionRequired);

    public static ProblemHttpResult InvalidContent(FieldErrors errors) => Of(HttpProblems.InvalidContent, ("errors", errors.ToDictionary()));

    public static ProblemHttpResult InvalidContent(string field, string reason) => InvalidContent(new FieldErrors().Add(field, reason));

    public static ProblemHttpResult MalformedCalendarFile(string reason, int? line) =>
        Of(ProblemTypes.MalformedCalendarFile, ("reason", reason), ("line", line));

    public static ProblemHttpResult BodyTooLarge(long limit) => Of(HttpProblems.BodyTooLarge, ("limit", limit));

    public static ProblemHttpResult UnsupportedMediaType() => Of(HttpProblems.UnsupportedMediaType);

    public static ProblemHttpResult InvalidSyncToken() => Of(ProblemTypes.InvalidSyncToken);

    public static ProblemHttpResult SyncTokenExpired() => Of(ProblemTypes.SyncTokenExpired);

    public static ProblemHttpResult IdWasDeleted() => Of(ProblemTypes.IdWasDeleted);

    /// <param name="etag">What If-Match has to name.</param>
    public static ProblemHttpResult UnreadableItem(string etag) => Of(ProblemTypes.UnreadableItem, ("etag", EntityTag.Quote(etag)));

    public static ProblemHttpResult LimitReached(string limit) => Of(ProblemTypes.LimitReached, ("limit", limit));

    public static ProblemHttpResult RequestTimeout() => Of(HttpProblems.RequestTimeout);

    public static ProblemHttpResult TooManyRequests(HttpContext context, Refusal refusal)
    {
        RetryAfter.Set(context.Response, refusal.RetryAfter);
        var details = HttpProblems.TooManyRequests.Details();
        details.Detail = $"{refusal.Reason} Retry-After says when to try again, in seconds.";
        return TypedResults.Problem(details);
    }

    /// <param name="retryAfter">Sent to the client in whole seconds, at least one.</param>
    public static ProblemHttpResult Unavailable(HttpContext context, TimeSpan retryAfter)
    {
        RetryAfter.Set(context.Response, retryAfter);
        return Of(HttpProblems.Unavailable);
    }

    private static ProblemHttpResult Of(ProblemType type, params ReadOnlySpan<(string Name, object? Value)> extensions) => TypedResults.Problem(type.Details(extensions));
}
