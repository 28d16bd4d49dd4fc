using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Metrics;

namespace SkinSeg.Tests.Data;

/// <summary>Pixel counts of the 24 + 120 pairs of masks of <c>fixtures/official-scoring</c>, whose files lie outside the repository: true positive, false positive, false negative, true negative.</summary>
internal static class OfficialCounts
{
    private const string LesionRows = """
        0000074 0 0 18229 30923
        0000103 0 0 19357 29795
        0000253 0 0 4852 44300
        0000458 12984 1202 1243 41659
        0009298 2190 922 921 39487
        0009891 0 0 9194 39958
        0009943 3862 967 2091 42232
        0010067 10345 1135 66 37606
        0011115 0 0 1545 47607
        0011170 9343 2241 1200 36368
        0012177 1204 522 170 41624
        0012442 2836 759 231 39694
        0012699 686 161 623 42050
        0012742 210 57 99 43154
        0013405 0 0 2204 41316
        0014174 431 514 262 42313
        0014217 12923 550 2516 27531
        0014702 3597 339 369 39215
        0014739 5998 924 72 36526
        0014797 1762 0 0 42014
        0014931 10643 2278 938 29661
        0014940 9995 2060 853 30356
        0015443 13725 949 948 28154
        0015447 34337 888 4107 4188
        """;

    private const string AttributeRows = """
        0000074 globules 0 0 0 49152
        0000074 milia_like_cyst 0 1 0 49151
        0000074 negative_network 0 0 0 49152
        0000074 pigment_network 2280 498 3299 43075
        0000074 streaks 0 0 0 49152
        0000103 globules 0 1 962 48189
        0000103 milia_like_cyst 0 0 0 49152
        0000103 negative_network 0 0 0 49152
        0000103 pigment_network 14680 2582 2581 29309
        0000103 streaks 0 0 426 48726
        0000253 globules 0 0 0 49152
        0000253 milia_like_cyst 0 0 0 49152
        0000253 negative_network 0 1 0 49151
        0000253 pigment_network 712 413 556 47471
        0000253 streaks 0 0 0 49152
        0000458 globules 0 1 0 57087
        0000458 milia_like_cyst 0 0 0 57088
        0000458 negative_network 0 0 0 57088
        0000458 pigment_network 3130 0 0 53958
        0000458 streaks 0 0 0 57088
        0009298 globules 0 0 0 43520
        0009298 milia_like_cyst 0 0 0 43520
        0009298 negative_network 0 0 0 43520
        0009298 pigment_network 0 1 0 43519
        0009298 streaks 0 0 0 43520
        0009891 globules 0 0 346 48806
        0009891 milia_like_cyst 0 0 0 49152
        0009891 negative_network 29 170 169 48784
        0009891 pigment_network 0 0 0 49152
        0009891 streaks 0 0 0 49152
        0009943 globules 0 0 0 49152
        0009943 milia_like_cyst 0 0 0 49152
        0009943 negative_network 0 1 0 49151
        0009943 pigment_network 0 0 707 48445
        0009943 streaks 0 0 0 49152
        0010067 globules 0 1 0 49151
        0010067 milia_like_cyst 0 0 0 49152
        0010067 negative_network 0 0 0 49152
        0010067 pigment_network 0 0 0 49152
        0010067 streaks 0 0 0 49152
        0011115 globules 244 308 307 48293
        0011115 milia_like_cyst 0 0 0 49152
        0011115 negative_network 0 0 0 49152
        0011115 pigment_network 0 1 0 49151
        0011115 streaks 0 0 0 49152
        0011170 globules 0 0 0 49152
        0011170 milia_like_cyst 31 764 325 48032
        0011170 negative_network 0 0 0 49152
        0011170 pigment_network 463 1596 722 46371
        0011170 streaks 0 0 0 49152
        0012177 globules 0 0 0 43520
        0012177 milia_like_cyst 0 0 0 43520
        0012177 negative_network 0 0 0 43520
        0012177 pigment_network 805 0 0 42715
        0012177 streaks 0 0 0 43520
        0012442 globules 169 278 277 42796
        0012442 milia_like_cyst 0 0 0 43520
        0012442 negative_network 0 1 0 43519
        0012442 pigment_network 0 0 188 43332
        0012442 streaks 0 1 0 43519
        0012699 globules 0 0 0 43520
        0012699 milia_like_cyst 0 0 0 43520
        0012699 negative_network 0 0 0 43520
        0012699 pigment_network 231 822 329 42138
        0012699 streaks 0 1 0 43519
        0012742 globules 0 0 0 43520
        0012742 milia_like_cyst 0 0 0 43520
        0012742 negative_network 0 0 0 43520
        0012742 pigment_network 0 0 0 43520
        0012742 streaks 0 1 0 43519
        0013405 globules 0 0 0 43520
        0013405 milia_like_cyst 220 438 437 42425
        0013405 negative_network 0 0 0 43520
        0013405 pigment_network 0 0 0 43520
        0013405 streaks 0 0 0 43520
        0014174 globules 8 38 137 43337
        0014174 milia_like_cyst 0 0 0 43520
        0014174 negative_network 0 0 0 43520
        0014174 pigment_network 315 389 388 42428
        0014174 streaks 0 0 0 43520
        0014217 globules 0 0 0 43520
        0014217 milia_like_cyst 0 0 617 42903
        0014217 negative_network 0 1 0 43519
        0014217 pigment_network 830 838 1164 40688
        0014217 streaks 0 0 0 43520
        0014702 globules 147 370 515 42488
        0014702 milia_like_cyst 0 0 0 43520
        0014702 negative_network 0 0 0 43520
        0014702 pigment_network 805 1533 572 40610
        0014702 streaks 0 0 0 43520
        0014739 globules 0 0 0 43520
        0014739 milia_like_cyst 0 0 0 43520
        0014739 negative_network 0 0 0 43520
        0014739 pigment_network 0 0 5554 37966
        0014739 streaks 0 0 0 43520
        0014797 globules 0 1 0 43775
        0014797 milia_like_cyst 1 302 120 43353
        0014797 negative_network 0 0 0 43776
        0014797 pigment_network 0 1 0 43775
        0014797 streaks 0 0 0 43776
        0014931 globules 0 0 0 43520
        0014931 milia_like_cyst 0 0 0 43520
        0014931 negative_network 0 0 0 43520
        0014931 pigment_network 3817 929 1022 37752
        0014931 streaks 0 0 0 43520
        0014940 globules 0 0 0 43264
        0014940 milia_like_cyst 0 0 0 43264
        0014940 negative_network 0 0 0 43264
        0014940 pigment_network 1082 2644 2643 36895
        0014940 streaks 0 0 0 43264
        0015443 globules 0 0 0 43776
        0015443 milia_like_cyst 0 0 107 43669
        0015443 negative_network 0 1 0 43775
        0015443 pigment_network 0 0 0 43776
        0015443 streaks 0 0 0 43776
        0015447 globules 0 0 0 43520
        0015447 milia_like_cyst 0 0 0 43520
        0015447 negative_network 0 0 0 43520
        0015447 pigment_network 0 0 1005 42515
        0015447 streaks 0 0 0 43520
        """;

    public static IEnumerable<ImageScores> Lesions => LesionRows.Split('\n').Select(row => row.Split(' ')).Select(row => new ImageScores($"ISIC_{row[0]}", Counts(row[1..])));

    public static IEnumerable<AttributeCounts> Attributes => AttributeRows.Split('\n').Select(row => row.Split(' ')).Select(row =>
        new AttributeCounts($"ISIC_{row[0]}", LesionAttributes.All.Single(attribute => attribute.FileName() == row[1]), Counts(row[2..]), default));

    private static PixelCounts Counts(string[] numbers)
    {
        long[] counts = [.. numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new(counts[0], counts[1], counts[2], counts[3]);
    }
}
