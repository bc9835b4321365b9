using CalendarApi.Answers;
using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Limits;
using CalendarApi.Paging;
using CalendarApi.Problems;
using CalendarApi.Revisions;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Problems;
using TeamCalendars.People;

namespace CalendarApi.People;

/// <summary>The tenant's directory: people with and without an account, and resources.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/people").WithTags("People");

        people.MapGet("", List)
            .WithName("ListPeople").WithSummary("Lists the tenant's people and resources page by page: all, or those whose name or address begins with q.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.InvalidContent);

        people.MapGet("{person}", Get)
            .WithName("GetPerson").WithSummary("Reads one person or resource; 304 when If-None-Match has its etag.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.NotFound, ProblemTypes.UnreadableItem);

        people.MapPut("{person}", Put)
            .WithName("PutPerson").WithSummary("Creates a person or resource with an id that the client chooses, or replaces the revision named by If-Match. Accounts need the app role Calendar.Admin.")
            .RequireAuthorization(Scopes.Write)
            .Produces<PersonJson>(StatusCodes.Status201Created).WithProblems([.. WriteAnswer.PutProblems, ProblemTypes.AdministratorRequired]);

        people.MapDelete("{person}", Delete)
            .WithName("DeletePerson").WithSummary("Deletes the person or resource, if If-Match names the current revision. Accounts need the app role Calendar.Admin.")
            .RequireAuthorization(Scopes.Write).WithProblems([.. WriteAnswer.DeleteProblems, ProblemTypes.AdministratorRequired]);
    }

    private static async Task<Results<WrittenAnswer<PeopleJson>, ProblemHttpResult>> List(
        [AsParameters] PeopleQuery query, Caller caller, ICalendarStore store, WorkPlaces places, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var after = PageToken.Read<PersonId>(query.After, PersonId.TryParse, errors);
        var limit = PageLimit.Read(query.Limit, PeopleQuery.DefaultLimit, errors);
        if (query.Q?.Length > PeopleQuery.MaxText)
        {
            errors.Add("q", $"must have at most {PeopleQuery.MaxText} characters");
        }

        if (errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        using var place = await places.TakeAsync(caller, cancellationToken);
        if (place.Refusal is { } refusal)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        if (!string.IsNullOrWhiteSpace(query.Q))
        {
            return new WrittenAnswer<PeopleJson>(await PeopleSearch.PageAsync(store, caller.Tenant, new PersonSearch(query.Q), after, limit, cancellationToken), context.Request);
        }

        var page = await store.ListPeopleAsync(caller.Tenant, after, limit, cancellationToken);
        return new WrittenAnswer<PeopleJson>(new PeopleJson([.. page.Items.Select(PersonJson.From)], PageToken.Write(page.Next)), context.Request);
    }

    private static async Task<Results<ItemResult<PersonJson>, ProblemHttpResult>> Get(
        string person, Caller caller, ICalendarStore store, CancellationToken cancellationToken)
    {
        var found = PersonId.TryParse(person, out var id) ? await store.FindPersonAsync(caller.Tenant, id, cancellationToken) : null;
        return found is null ? Problem.NotFound() : ItemResult.Read(PersonJson.From(found), found.Revision.ETag);
    }

    private static async Task<Results<ItemResult<PersonJson>, ProblemHttpResult>> Put(
        string person, JsonBody<PersonBody> body, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Value is null)
        {
            return body.Problem!;
        }

        var errors = new FieldErrors();
        if (!PersonId.TryParse(person, out var id))
        {
            errors.AddInvalidId();
        }

        var precondition = Precondition.Read(context.Request, errors);
        if (body.Value.ToContent(errors) is not { } content || errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        if (!PersonRules.MayHave(id, content.Sort))
        {
            return Problem.InvalidContent("id", "must be the object id of the account, in lower case");
        }

        if (!await MayWriteAsync(caller, store, id, content, cancellationToken))
        {
            return Problem.AdministratorRequired();
        }

        var result = await store.PutPersonAsync(caller.Tenant, id, content, precondition.ForPut(), caller.Writing(), cancellationToken);
        return WriteAnswer.Put(context, result, precondition, PersonJson.From, item => item.Revision);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string person, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (Precondition.ReadForDelete(context.Request, out var problem) is not { } etag)
        {
            return problem!;
        }

        if (!PersonId.TryParse(person, out var id))
        {
            return Problem.NotFound();
        }

        if (!await MayWriteAsync(caller, store, id, next: null, cancellationToken))
        {
            return Problem.AdministratorRequired();
        }

        var result = await store.DeletePersonAsync(caller.Tenant, id, etag, caller.Writing(), cancellationToken);
        return WriteAnswer.Delete(context, result, PersonJson.From);
    }

    /// <summary>
    /// The read before the write is enough: an entry that becomes an account in between has a new revision, which the request does not name,
    /// and a request without a revision only creates. Of an entry that cannot be read nobody knows whether it is an account, so only an administrator mends it.
    /// </summary>
    private static async Task<bool> MayWriteAsync(Caller caller, ICalendarStore store, PersonId id, PersonContent? next, CancellationToken cancellationToken) =>
        caller.IsAdministrator || !PersonRules.NeedsAdministrator((await store.FindPersonAsync(caller.Tenant, id, cancellationToken))?.Content, next);
}
