using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;

namespace CosmosFront.Batches;

internal enum OperationKind
{
    Create = 0,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

internal sealed record BatchOperation(OperationKind Kind, string? Id, string? IfMatch, byte[]? Body)
{
    public static BatchOperation Read(ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, BatchSchema.Resolver))
        {
            throw new InvalidDataException("A batch's operation is not the HybridRow that its schema says.");
        }

        var reader = new RowReader(ref row);
        var (kind, id, ifMatch, body) = (OperationKind.Create, (string?)null, (string?)null, (byte[]?)null);
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType":
                    reader.ReadInt32(out var number);
                    kind = (OperationKind)number;
                    break;
                case "id":
                    reader.ReadString(out id);
                    break;
                case "ifMatch":
                    reader.ReadString(out ifMatch);
                    break;
                case "resourceBody":
                    reader.ReadBinary(out body);
                    break;
                default:
                    break;
            }
        }

        return new BatchOperation(kind, id, ifMatch, body);
    }
}
