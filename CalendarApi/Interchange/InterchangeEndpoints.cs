using CalendarApi.Answers;
using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Calendars;
using CalendarApi.Limits;
using CalendarApi.Positions;
using CalendarApi.Problems;
using CalendarApi.Telemetry;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.Rights;

namespace CalendarApi.Interchange;

/// <summary>Import and export of calendar files (RFC 5545).</summary>
internal static partial class InterchangeEndpoints
{
    private const string MediaType = "text/calendar";

    public static void AddInterchange(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportPlaces>();
        builder.Services.AddSingleton<UploadMemory>();
    }

    public static void MapInterchange(this IEndpointRouteBuilder routes)
    {
        var calendar = routes.MapGroup("/api/calendars/{calendar}").WithTags("Interchange");

        calendar.MapPost("import", Import)
            .WithName("ImportCalendar").WithSummary("Imports the events of an .ics file, if the caller is an editor, and reports the result of each part. Importing the same file again changes nothing.")
            .RequireAuthorization(Scopes.Write)
            .Accepts<string>(MediaType).WithMetadata(new BodyLimit(BodyLimit.CalendarFile))
            .WithProblems(HttpProblems.NotFound, ProblemTypes.RoleRequired, ProblemTypes.UnreadableItem, ProblemTypes.MalformedCalendarFile, HttpProblems.RequestTimeout, HttpProblems.BodyTooLarge, HttpProblems.UnsupportedMediaType);

        calendar.MapGet("export.ics", Export)
            .WithName("ExportCalendar").WithSummary("Exports all events of the calendar as an .ics file.")
            .RequireAuthorization(Scopes.Read)
            .Produces<string>(StatusCodes.Status200OK, MediaType).WithProblems(HttpProblems.NotFound, ProblemTypes.UnreadableItem);
    }

    private static async Task<Results<Ok<ImportReportJson>, ProblemHttpResult>> Import(
        string calendar, Caller caller, ICalendarStore store, ImportPlaces imports, WorkPlaces places, ILogger<ImportReportJson> logger, HttpContext context, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.UnsupportedMediaType();
        }

        // Check the calendar before reading a large body for nothing.
        var visible = CalendarId.TryParse(calendar, out var id) ? await store.FindVisibleCalendarAsync(caller, id, cancellationToken) : null;
        if (visible is not var (into, view))
        {
            return Problem.NotFound();
        }

        if (view.Role < CalendarRole.Editor)
        {
            return Problem.RoleRequired(CalendarRole.Editor);
        }

        using var upload = await Upload.ReadAsync(context, caller.Tenant, cancellationToken);
        if (upload.Problem is { } unread)
        {
            return unread;
        }

        using var import = await imports.TakeAsync(caller, cancellationToken);
        using var place = import.Refusal is null ? await places.TakeAsync(caller, cancellationToken) : import;
        if (place.Refusal is { } refusal)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        await using var stream = upload.Open();
        var read = await ICalendarReader.ReadAsync(stream, into.Content.TimeZone, cancellationToken);
        // The events are written without the file, and without the place: other requests of the tenant come in between.
        upload.Dispose();
        place.Dispose();
        if (read is not ICalendarReadResult.Read file)
        {
            return read is ICalendarReadResult.Malformed bad ? Problem.MalformedCalendarFile(bad.Reason, bad.Line) : throw new InvalidOperationException($"Unknown result: {read}.");
        }

        foreach (var fault in file.Faults)
        {
            // Not its message, which may quote the file.
            Log.NotRead(logger, caller.Tenant.Value, id.Value, fault.GetType().Name, fault.StackTrace);
        }

        var written = await Importing.WriteAsync(store, caller.Tenant, id, file, caller.Writing(), cancellationToken);
        if (written is not var (report, position))
        {
            return Problem.NotFound();
        }

        if (report is null)
        {
            return Problem.RoleRequired(CalendarRole.Editor);
        }

        if (position is { } head)
        {
            context.KnowPosition(head);
        }

        Instruments.Imported.Record(report.Created + report.Updated + report.Unchanged);
        Log.Imported(logger, caller.Tenant.Value, id.Value, report.Created, report.Updated, report.Unchanged, report.SkippedCount ?? report.Skipped.Count);
        return TypedResults.Ok(report);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Export(
        string calendar, Caller caller, ICalendarStore store, WorkPlaces places, AnswerMemory memory, ILogger<ImportReportJson> logger, HttpContext context,
        CancellationToken cancellationToken)
    {
        using var first = await places.TakeAsync(caller, cancellationToken);
        if (first.Refusal is { } refusal)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        var visible = CalendarId.TryParse(calendar, out var id) ? await store.FindVisibleCalendarAsync(caller, id, cancellationToken) : null;
        if (visible is not var (found, view))
        {
            return Problem.NotFound();
        }

        // A calendar can be larger than what all exports may have of the memory: it is read twice, and never whole.
        var outline = new ICalendarOutline();
        try
        {
            await foreach (var _ in Exporting.EachPageAsync(store, places, first, caller, id, page => Add(outline, page), cancellationToken))
            {
                // Only the outline is kept.
            }
        }
        catch (CalendarDeletedException)
        {
            return Problem.NotFound();
        }

        return TypedResults.Stream(
            stream => Exporting.WriteAsync(store, places, memory, caller, view.See(found), outline, stream, logger, cancellationToken), $"{MediaType}; charset=utf-8", $"{id.Value}.ics");
    }

    private static int Add(ICalendarOutline outline, IReadOnlyList<CalendarEvent> page)
    {
        foreach (var item in page)
        {
            outline.Add(item);
        }

        return page.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An event of a file for calendar {Calendar} of tenant {Tenant} cannot be read because of a fault of this program. The import leaves it out. {Exception} {StackTrace}")]
        public static partial void NotRead(ILogger logger, Guid tenant, string calendar, string exception, string? stackTrace);

        [LoggerMessage(LogLevel.Information, "Imported into calendar {Calendar} of tenant {Tenant}: {Created} created, {Updated} updated, {Unchanged} unchanged, {Skipped} skipped.")]
        public static partial void Imported(ILogger logger, Guid tenant, string calendar, int created, int updated, int unchanged, int skipped);
    }
}
