using CalendarApi.Answers;
using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Paging;
using CalendarApi.Positions;
using CalendarApi.Problems;
using CalendarApi.Revisions;
using CalendarApi.Telemetry;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Problems;

namespace CalendarApi.Changes;

/// <summary>The changes of a tenant. Pushes are only a hint at them.</summary>
internal static class ChangesEndpoints
{
    public static void AddChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ChangesOptions>().BindConfiguration(ChangesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ChangesCache>();
    }

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("/api/changes").WithTags("Changes").RequireAuthorization(Scopes.Read);

        changes.MapGet("", Get)
            .WithName("GetChanges").WithSummary("Reads the changes since a sync token that the caller may see, in the order of commit; 410 when the client needs a full read.")
            .Produces<ChangesJson>()
            .WithProblems(ProblemTypes.InvalidSyncToken, ProblemTypes.SyncTokenExpired, HttpProblems.InvalidContent);

        changes.MapGet("head", GetHead)
            .WithName("GetHead").WithSummary("Reads the tenant's head; 304 when If-None-Match has it. Read the head first, then the data, then the changes since the head.");
    }

    private static async Task<Results<PageResult, ProblemHttpResult>> Get(
        [FromQuery] string? since, [FromQuery] string? limit, Caller caller, ICalendarStore store, ChangesCache cache, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var count = PageLimit.Read(limit, StoreLimits.MaxPageSize, errors);
        if (errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        if (!SyncToken.TryRead(caller.Tenant, since, out var position))
        {
            return Problem.InvalidSyncToken();
        }

        var head = await store.GetPositionAsync(caller.Tenant, cancellationToken);
        var encoding = AnswerEncoding.Of(context.Request);
        var (page, refusal) = await cache.GetAsync(caller, new(caller.Tenant, position, head.Version, count), encoding, cancellationToken);
        if (refusal is not null)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        context.KnowPosition(head with { Version = Math.Max(head.Version, page?.Head ?? 0) });
        return page is null ? Problem.SyncTokenExpired() : new PageResult(page, encoding);
    }

    private static async Task<ItemResult<HeadJson>> GetHead(Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        var head = await store.GetPositionAsync(caller.Tenant, cancellationToken);
        context.KnowPosition(head);

        // The token is the ETag. It differs between tenants even if their versions are equal, so two tenants in one browser cannot get each other's cached head.
        var token = SyncToken.Write(caller.Tenant, head);
        return ItemResult.Read(new HeadJson(head.Epoch, head.Version, token), token);
    }

    private sealed class PageResult(ChangesPage page, string? wanted) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var held = page.Hold(httpContext.RequestServices.GetRequiredService<AnswerMemory>(), Caller.Of(httpContext.User).Tenant);
            var (bytes, encoding) = page.In(wanted);
            Instruments.ChangesSize.Record(page.Size);
            Instruments.ChangesItems.Record(page.Items);
            AnswerEncoding.SetHeaders(httpContext.Response, encoding);
            await TypedResults.Bytes(bytes, "application/json; charset=utf-8").ExecuteAsync(httpContext);
        }
    }
}
