using System.Diagnostics;
using CalendarApi.Bodies;
using CalendarApi.Positions;
using CalendarApi.Problems;
using CalendarApi.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Problems;
using TeamCalendars.Writes;

namespace CalendarApi.Revisions;

/// <summary>Turns the store's result of a write into an HTTP response, the same way for all kinds.</summary>
internal static class WriteAnswer
{
    public static readonly ProblemType[] PutProblems =
    [
        HttpProblems.InvalidContent, HttpProblems.MalformedBody, HttpProblems.NotFound, ProblemTypes.IdWasDeleted, ProblemTypes.UnreadableItem, ProblemTypes.LimitReached,
        ProblemTypes.PreconditionFailed, ProblemTypes.AlreadyExists, ProblemTypes.PreconditionRequired, HttpProblems.BodyTooLarge, HttpProblems.UnsupportedMediaType,
    ];

    public static readonly ProblemType[] DeleteProblems = [HttpProblems.NotFound, ProblemTypes.UnreadableItem, ProblemTypes.PreconditionFailed, ProblemTypes.PreconditionRequired];

    public static Results<ItemResult<TJson>, ProblemHttpResult> Put<T, TJson>(
        HttpContext context, WriteResult<T> result, Precondition precondition, Func<T, TJson> toJson, Func<T, Revision> revision)
        where T : class
        where TJson : class
    {
        Instruments.Wrote("put", result);

        switch (result)
        {
            case WriteResult<T>.Written { Item: { } item } written:
                context.KnowPosition(written.Position);
                return written.Created ? ItemResult.Created(toJson(item), revision(item).ETag) : ItemResult.Read(toJson(item), revision(item).ETag);

            case WriteResult<T>.Unchanged unchanged:
                context.KnowPosition(unchanged.Position);
                return ItemResult.Read(toJson(unchanged.Item), revision(unchanged.Item).ETag);

            // The item exists, but the request named no revision: the client has to read it first.
            case WriteResult<T>.Conflict when precondition is { ETag: null, MustBeNew: false }:
                return Problem.PreconditionRequired();

            case WriteResult<T>.Conflict conflict:
                return precondition.MustBeNew ? Problem.AlreadyExists(toJson(conflict.Current)) : Problem.PreconditionFailed(toJson(conflict.Current));

            default:
                return Refused(result);
        }
    }

    public static Results<NoContent, ProblemHttpResult> Delete<T, TJson>(HttpContext context, WriteResult<T> result, Func<T, TJson> toJson)
        where T : class
        where TJson : class
    {
        Instruments.Wrote("delete", result);

        switch (result)
        {
            case WriteResult<T>.Written written:
                context.KnowPosition(written.Position);
                return TypedResults.NoContent();

            case WriteResult<T>.Conflict conflict:
                return Problem.PreconditionFailed(toJson(conflict.Current));

            default:
                return Refused(result);
        }
    }

    private static ProblemHttpResult Refused<T>(WriteResult<T> result) => result switch
    {
        WriteResult<T>.NotFound => Problem.NotFound(),
        WriteResult<T>.Forbidden forbidden => Problem.RoleRequired(forbidden.Needed),
        WriteResult<T>.Gone => Problem.IdWasDeleted(),
        WriteResult<T>.Unreadable unreadable => Problem.UnreadableItem(unreadable.ETag),
        WriteResult<T>.Invalid invalid => Problem.InvalidContent(new FieldErrors().Add(invalid.Violations)),
        WriteResult<T>.LimitReached reached => Problem.LimitReached(reached.Limit),
        _ => throw new UnreachableException($"Unexpected result of the store: {result}."),
    };
}
