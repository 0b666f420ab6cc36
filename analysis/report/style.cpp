#include "analysis/report/style.hpp"

namespace komuna::report {

const std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1c;--soft:#55595e;--rule:#c9ccd1;--faint:#d5d8dc;
--event:#a3a9b1;--band90:#cfdeed;--band50:#8fb4d6;--median:#123f66;--input:#7a4a00;--history:#9b1b30;
--journey:rgb(18 63 102/.42);--place:#9b1b30;--origin:#1c1c1c;--link:#0b4f8a;--box:#f4f5f7}
@media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e7e8ea;--soft:#b0b5bb;--rule:#4a5058;
--faint:#343a42;--event:#6a727c;--band90:#22405c;--band50:#3b6f9e;--median:#d3e7fa;--input:#f0b860;--history:#ff9aa8;
--journey:rgb(143 188 229/.5);--place:#ff9aa8;--origin:#e7e8ea;--link:#8cc4ff;--box:#1f242a}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--rule:#999;--faint:#ccc;--event:#999;
--band90:#d5e1ee;--band50:#93b5d5;--median:#0d3558;--input:#6b4100;--history:#8b1528;
--journey:rgb(18 63 102/.42);--place:#8b1528;--origin:#000;--link:#000;--box:#fff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem;z-index:1}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.25;margin:1.2rem 0 .3rem}
h2{font-size:1.35rem;margin:2.4rem 0 .6rem;border-top:1px solid var(--rule);padding-top:1rem}
h3{font-size:1.08rem;margin:1.4rem 0 .4rem}
h4{font-size:1rem;margin:1rem 0 .3rem}
p,li{max-width:46rem;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:.6rem 0}
nav a{display:inline-block;padding:.2rem 0}
.note,figcaption,.facts{color:var(--soft);font-size:.9rem}
.care{border-left:4px solid var(--rule);padding-left:.8rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.2rem 1.6rem}
figure{margin:0;min-width:0}
figure.wide{grid-column:1/-1}
figure h3{margin:.2rem 0;font-size:1rem}
figcaption{max-width:46rem}
.drawing{overflow-x:auto}
.hint{display:none;font-size:.85rem;color:var(--soft);margin:.2rem 0}
@media screen and (max-width:46rem){.hint{display:block}}
figure svg{display:block;width:100%;height:auto;font-family:inherit;font-size:12px}
figure.wide svg{min-width:44rem}
figure:not(.wide) svg{max-width:40rem}
svg text{fill:inherit;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
@media (max-width:32rem){figure:not(.wide) svg{font-size:14px}}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.25rem .65rem .25rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--soft)}
tbody th{font-weight:400;min-width:10rem}
td:last-child:not(.n){min-width:8.5rem}
th.n,td.n{text-align:right;white-space:nowrap}
summary{cursor:pointer;padding:.25rem 0;color:var(--link)}
.legend{font-size:.9rem;max-width:none}
.legend span.swatch:not(:first-child){margin-left:.8rem}
.swatch{display:inline-block;width:1.6rem;height:.8rem;margin:0 .25rem 0 0;vertical-align:baseline}
.s90{background:var(--band90)}.s50{background:var(--band50)}
.sm,.si,.sh{height:.35rem;border-top:3px solid var(--median)}
.si{border-top:3px dashed var(--input)}.sh{border-top:3px dotted var(--history)}
.columns,.events{columns:20rem;column-gap:2rem}
.columns h3{margin-top:0;break-after:avoid}
.events li,.places li{break-inside:avoid}
.columns ol,.columns ul{margin-top:.2rem}
pre,.cite{background:var(--box);border:1px solid var(--rule);padding:.6rem .8rem;overflow-x:auto;max-width:none}
td{overflow-wrap:break-word}
footer{padding-bottom:2rem}
@media screen{table.many{font-size:.8rem}table.many th,table.many td{padding-right:.5rem}
table.many tbody th{min-width:8rem}table.many td:last-child:not(.n){min-width:6.5rem}}
@media print{body{font-size:10pt}nav,.skip,details{display:none}tr{break-inside:avoid}
h2,h3,h4,caption,thead,.legend{break-after:avoid}.scroll,.drawing{overflow:visible}table{font-size:7.5pt}
caption,thead th{break-inside:avoid}table.many td.n{white-space:nowrap}header,main,footer{max-width:none;padding:0}footer{break-before:avoid}
th.n,td.n{white-space:normal}tbody th,td:last-child:not(.n){min-width:0}th,td{padding-right:.35rem}
.charts{display:block}figure{display:inline-block;vertical-align:top;width:48%;margin:0 1.5% .8rem 0}
figure.wide{display:block;width:100%;margin-right:0;break-inside:avoid}
figure.wide svg{min-width:0;max-height:20cm;width:auto;max-width:100%;margin:0 auto}
.swatch,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace komuna::report
